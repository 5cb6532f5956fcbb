// The reader's view with script: from match to match by n and p (or j and k), and the section that is
// being read marked in the contents. The map: what belongs together lights up. Begun again where page.js puts another document in place.

let stop = new AbortController();

const isTyping = ({ target, ctrlKey, metaKey, altKey, isComposing }) =>
  ctrlKey || metaKey || altKey || isComposing || target.closest('input, textarea, select, [contenteditable]');

// Steps go around: behind the last match comes the first.
const stepThroughMatches = (reader, signal) => {
  const marks = [...reader.querySelectorAll('.text mark')];
  const steps = reader.querySelector('.steps');
  if (!steps || marks.length === 0) return;
  const output = steps.querySelector('output');
  let at = -1;
  const show = (next) => {
    marks[at]?.classList.remove('here');
    at = (next + marks.length) % marks.length;
    marks[at].classList.add('here');
    marks[at].scrollIntoView({ block: 'nearest' });
    output.textContent = `${at + 1} / ${marks.length}`;
  };
  // The first match that the reader has not passed yet, when stepping begins.
  const first = (step) => {
    const below = marks.findIndex((mark) => mark.getBoundingClientRect().bottom > 0);
    return step > 0 ? Math.max(below, 0) : below - 1;
  };
  const go = (step) => show(at < 0 ? first(step) : at + step);
  const keys = { n: 1, j: 1, p: -1, k: -1 };
  steps.hidden = false;
  output.textContent = `– / ${marks.length}`;
  for (const button of steps.querySelectorAll('button')) {
    button.addEventListener('click', () => go(Number(button.dataset.step)), { signal });
  }
  document.addEventListener('keydown', (event) => {
    if (!isTyping(event) && keys[event.key]) go(keys[event.key]);
  }, { signal });
};

// The last heading above the upper third of the window is the one that is read.
const followSections = (reader, signal) => {
  const contents = reader.querySelector('nav.contents');
  if (!contents) return;
  const entries = new Map([...contents.querySelectorAll('a')].map((entry) => [entry.hash.slice(1), entry]));
  const headings = [...reader.querySelectorAll(':is(h2, h3, h4, h5, h6)[id]')].filter(({ id }) => entries.has(id));
  let current;
  const follow = () => {
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const entry = entries.get(read?.id);
    if (entry === current) return;
    current?.removeAttribute('aria-current');
    current = entry;
    if (!entry || contents.clientHeight === 0) return;
    entry.setAttribute('aria-current', 'true');
    const middle = entry.offsetTop - contents.offsetTop - contents.clientHeight / 2;
    contents.scrollTo({ top: middle, behavior: 'instant' });
  };
  let waiting = false;
  document.addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { signal, passive: true });
  follow();
};

// A paper of the map that is looked at lights up with what it cites and what cites it.
const lightUpNeighbours = (picture, signal) => {
  const ties = [...picture.querySelectorAll('[data-from]')];
  const papers = [...picture.querySelectorAll('[data-paper]')];
  const light = (target) => {
    const paper = target.closest?.('[data-paper]')?.dataset.paper;
    const touched = ties.filter(({ dataset: { from, to } }) => from === paper || to === paper);
    const near = new Set([paper, ...touched.flatMap(({ dataset: { from, to } }) => [from, to])]);
    picture.classList.toggle('lit', paper !== undefined);
    for (const tie of ties) tie.classList.toggle('near', touched.includes(tie));
    for (const each of papers) each.classList.toggle('near', near.has(each.dataset.paper));
  };
  picture.addEventListener('mouseover', ({ target }) => light(target), { signal });
  picture.addEventListener('mouseleave', () => light(picture), { signal });
  picture.addEventListener('focusin', ({ target }) => light(target), { signal });
  picture.addEventListener('focusout', () => light(picture), { signal });
};

const begin = () => {
  stop.abort();
  stop = new AbortController();
  const picture = document.querySelector('main.map .picture');
  if (picture) lightUpNeighbours(picture, stop.signal);
  const reader = document.querySelector('main.reader');
  if (!reader) return;
  stepThroughMatches(reader, stop.signal);
  followSections(reader, stop.signal);
};

document.addEventListener('mi:placed', begin);
begin();
