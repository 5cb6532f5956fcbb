// The page with script: results and suggestions as you type, and the keyboard all the way.
//
// Without it the page is a plain form and works. All markup comes from the server: what is fetched is
// the very page that the address has, parsed by the browser, and its <main> takes the place of ours.
// Text of others is only ever set as text. So nothing here needs to turn a string into markup, and the
// security policy forbids it (require-trusted-types-for).

const PAUSE_MS = 150; // of typing, before it is searched
const SLOW_MS = 300; // from here on, the old results are shown to be old
const UNFINISHED_MS = 900; // a word that finds nothing may yet become one that does
const SUGGESTIONS = 6;

const form = document.querySelector('#search');
const input = form.querySelector('#q');
const list = form.querySelector('#suggestions');
const voice = document.querySelector('[role=status]');
const offline = document.querySelector('#offline');

const results = () => document.querySelector('main');

// Addresses are compared: one page, one spelling.
const addressOf = ({ pathname, search }) => {
  const parameters = new URLSearchParams(search).toString();
  return parameters === '' ? pathname : `${pathname}?${parameters}`;
};
const here = () => addressOf(location);

// What the form as it stands asks for; the filters of the results are part of it.
const asked = () => {
  const fields = new FormData(form);
  return fields.get('q').trim() === '' ? '/' : `/?${new URLSearchParams(fields)}`;
};

/* Showing a page of ours. */

// A page as a document: it is parsed as the browser parses pages, and nothing in it runs. Rejects when
// the daemon does not answer; never settles once it was aborted.
const fetchPage = (address, signal) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  request.setRequestHeader('Accept', 'text/html');
  request.onload = () => (request.response ? resolve(request.response) : reject(new Error('no page')));
  request.onerror = () => reject(new Error('no answer'));
  signal.addEventListener('abort', () => request.abort());
  request.send();
});

// A page that is there, in place of ours.
const place = (page) => {
  const fresh = document.adoptNode(page.querySelector('main'));
  results().replaceWith(fresh);
  document.title = page.title;
  voice.textContent = fresh.querySelector('.summary, h1')?.innerText ?? '';
  document.dispatchEvent(new Event('mi:placed'));
};

let showing = new AbortController();
let shown = here();

const pauseFor = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

// Shows what the address has in place of the results. True once it is there, false where no answer came;
// never settles where another is asked for meanwhile. What finds nothing can be made to wait.
const show = async (address, patience = 0) => {
  showing.abort();
  showing = new AbortController();
  const { signal } = showing;
  const slow = setTimeout(() => results().setAttribute('aria-busy', 'true'), SLOW_MS);
  signal.addEventListener('abort', () => clearTimeout(slow));
  try {
    const page = await fetchPage(address, signal);
    if (patience > 0 && page.querySelector('main.nothing')) await pauseFor(patience);
    if (signal.aborted) await new Promise(() => {});
    place(page);
    shown = address;
    offline.hidden = true;
    return true;
  } catch {
    offline.hidden = false;
    return false;
  } finally {
    clearTimeout(slow);
    results().removeAttribute('aria-busy');
  }
};

/* History: what is asked for by Enter or a click is an entry; what is only typed changes the address of
   the entry that it was typed in, until it is asked for. `state.asked` is the entry's own address. */

const isPage = location.pathname === '/';
if (isPage && !history.state?.asked) history.replaceState({ asked: here() }, '');

// Of the entry's own results, not of what is being typed over them.
const keepScroll = () => {
  if (isPage && shown === history.state.asked) history.replaceState({ ...history.state, scroll: scrollY }, '');
};

// Makes what is shown an entry of its own; the entry that it was typed in gets its address back.
const settle = (address) => {
  if (!isPage || address === history.state.asked) return;
  history.replaceState(history.state, '', history.state.asked);
  history.pushState({ asked: address }, '', address);
};

// Asks for an address, as Enter does. As show().
const go = async (address) => {
  clearTimeout(pause);
  closeList();
  if (!isPage) {
    location.assign(address);
    return false;
  }
  keepScroll();
  settle(address);
  return address === shown || show(address);
};

addEventListener('popstate', async ({ state }) => {
  if (!state?.asked) { // a jump within the page
    history.replaceState({ asked: here() }, '');
    return;
  }
  clearTimeout(pause);
  closeList();
  input.value = new URLSearchParams(location.search).get('q') ?? '';
  if (here() === shown || await show(here())) scrollTo(0, state.scroll ?? 0);
});

let resting;
addEventListener('scroll', () => {
  clearTimeout(resting);
  resting = setTimeout(keepScroll, 100);
}, { passive: true });

/* Suggestions: the combobox with a listbox popup of the ARIA Authoring Practices. */

let suggesting = new AbortController();
let queries = []; // what the query becomes with each option
let active = -1;

input.setAttribute('role', 'combobox');
input.setAttribute('aria-autocomplete', 'list');
input.setAttribute('aria-controls', list.id);
input.setAttribute('aria-expanded', 'false');

// -1 is the input itself: it stands between the last and the first.
const activate = (index) => {
  list.children[active]?.setAttribute('aria-selected', 'false');
  active = index;
  const option = list.children[active];
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) input.setAttribute('aria-activedescendant', option.id);
  else input.removeAttribute('aria-activedescendant');
};

const closeList = () => {
  suggesting.abort();
  activate(-1);
  list.hidden = true;
  list.replaceChildren();
  queries = [];
  input.setAttribute('aria-expanded', 'false');
};

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const optionOf = ({ text, kind }, index) => {
  const option = element('li', 'option', '');
  option.id = `suggestion-${index}`;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.append(element('span', 'text', text));
  if (list.dataset[kind]) option.append(' ', element('span', 'kind', list.dataset[kind]));
  return option;
};

const openList = (suggestions) => {
  activate(-1);
  queries = suggestions.map(({ query }) => query);
  list.replaceChildren(...suggestions.map(optionOf));
  list.hidden = suggestions.length === 0;
  input.setAttribute('aria-expanded', String(!list.hidden));
};

// Asks what the query may become. A failure says nothing: the results say enough.
const suggest = async () => {
  suggesting.abort();
  suggesting = new AbortController();
  const { signal } = suggesting;
  const typed = input.value;
  if (typed.trim() === '') {
    closeList();
    return;
  }
  try {
    const reply = await fetch(`/api/v1/suggest?limit=${SUGGESTIONS}&q=${encodeURIComponent(typed)}`, { signal });
    const { suggestions } = await reply.json();
    if (!signal.aborted && reply.ok && document.activeElement === input)
      openList(suggestions.filter(({ query }) => query !== typed));
  } catch {
    if (!signal.aborted) closeList();
  }
};

const choose = (index) => {
  input.value = queries[index];
  return go(asked());
};

list.addEventListener('pointerdown', (event) => event.preventDefault()); // the input keeps the focus
list.addEventListener('click', (event) => {
  const index = [...list.children].indexOf(event.target.closest('li'));
  if (index >= 0) choose(index);
});
input.addEventListener('blur', closeList);

/* Typing. While a syllable is being composed the input's value is read and never written. */

let pause;

const searchTyped = async () => {
  suggest();
  if (!isPage) return;
  const address = asked();
  if (address === shown) showing.abort();
  else if (!(await show(address, UNFINISHED_MS))) return;
  history.replaceState(history.state, '', address); // not sooner: browsers limit how often
};

input.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(searchTyped, PAUSE_MS);
});

/* Asking: Enter comes as the form's submit. Where an input method swallows the Enter that ends a syllable,
   no submit comes, and it is asked for here. */

let enterOwed = false;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  enterOwed = false;
  go(asked());
  if (matchMedia('(pointer: coarse)').matches) input.blur(); // the keyboard on the screen makes way
});

input.addEventListener('compositionstart', () => { enterOwed = false; });

input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.isComposing) enterOwed = true;
});

input.addEventListener('compositionend', () => {
  setTimeout(() => {
    if (enterOwed) form.requestSubmit();
  });
});

/* Keys. */

const links = () => [...results().querySelectorAll('h2 a, h3 a, .pages a')];

// Moves the focus along the links of the results; above the first is the input.
const step = (by) => {
  const all = links();
  const next = all.indexOf(document.activeElement) + by;
  (next < 0 ? input : all[Math.min(next, all.length - 1)])?.focus();
};

const inNewTab = (address) => window.open(address, '_blank', 'noopener');

// Down goes on in the suggestions where a query is being typed, else to the results.
const down = async () => {
  if (list.hidden && isPage && asked() === history.state.asked) {
    links()[0]?.focus();
    return;
  }
  if (list.hidden) await suggest();
  if (!list.hidden) activate(active + 1 < queries.length ? active + 1 : -1);
};

const inputKeys = {
  ArrowDown: down,
  ArrowUp: () => (list.hidden ? null : activate(active < 0 ? queries.length - 1 : active - 1)),
  Enter: () => (active < 0 ? false : choose(active)),
  Escape: () => (list.hidden ? false : closeList()),
};

input.addEventListener('keydown', (event) => {
  if (event.isComposing || event.altKey || event.shiftKey) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    if (active >= 0) input.value = queries[active];
    inNewTab(asked());
    closeList();
    event.preventDefault();
  } else if (!event.ctrlKey && !event.metaKey && inputKeys[event.key] && inputKeys[event.key]() !== false) {
    event.preventDefault();
  }
});

const isTyping = ({ target }) => target.closest?.('input, textarea, select, [contenteditable]') !== null;

// `/` and Ctrl-K by their place on the keyboard too: with a Korean layout they type something else.
document.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  const isSearchKey = command ? event.code === 'KeyK' || event.key === 'k'
    : plain && !isTyping(event) && (event.key === '/' || event.code === 'Slash');
  if (isSearchKey) {
    input.focus();
    input.select();
  } else if (plain && !isTyping(event) && results().contains(event.target) && event.key === 'Escape') {
    input.focus();
  } else if (plain && links().includes(event.target) && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    step(event.key === 'ArrowDown' ? 1 : -1);
  } else {
    return;
  }
  event.preventDefault();
});

/* Links of ours, to other results: shown in place. What leads elsewhere is left to the browser. */

document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || !isPage) return;
  const url = new URL(link.getAttribute('href'), location.href); // a bar of the histogram is SVG
  if (url.origin !== location.origin || url.pathname !== '/') {
    settle(here()); // what was typed and led to a click was asked for
    return;
  }
  if (url.hash) return;
  event.preventDefault();
  input.value = url.searchParams.get('q') ?? '';
  const filter = link.dataset.filter;
  if (!(await go(addressOf(url)))) return;
  const same = filter && [...document.querySelectorAll('[data-filter]')].find((other) => other.dataset.filter === filter);
  if (same) {
    same.focus();
  } else {
    results().focus({ preventScroll: true });
    scrollTo(0, 0);
  }
});
