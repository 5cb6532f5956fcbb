// Draws formulas. The server writes each as <span class="tex">$W_Q$</span>, dollars and all, which is what
// stays where there is no script, and where KaTeX cannot read it. KaTeX is fetched by the first page
// that has one.
//
// The TeX is a stranger's. What asks for links, classes or images is not drawn (nor trusted); sizes and
// expansions are bounded; and definitions are not drawn: in KaTeX before 0.16.10 they could run for ever
// (CVE-2024-28243, CVE-2024-28244). What KaTeX makes is put together node by node, without markup, and
// without style attributes, which the security policy forbids.

(() => {
  const { katex: scriptPath, style: stylePath } = document.currentScript.dataset;
  const PAUSE_AFTER_MS = 12; // of drawing, so that a page with a thousand formulas scrolls meanwhile
  const MAX_LENGTH = 2000;
  const REFUSED = new RegExp('\\\\(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand|global|long|' +
    'href|url|html[A-Z][a-z]*|includegraphics)(?![a-zA-Z])');
  const OPTIONS = { throwOnError: false, trust: false, strict: 'ignore', maxSize: 8, maxExpand: 300,
    errorColor: 'currentcolor' };

  let loaded;
  const load = () => {
    loaded ??= new Promise((resolve, reject) => {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = stylePath;
      style.onload = () => import(scriptPath).then(() => resolve(window.katex), reject);
      style.onerror = reject;
      document.head.append(style);
    });
    return loaded;
  };

  const withoutStyleAttributes = (node) => {
    if (node.attributes) delete node.attributes.style;
    (node.children ?? []).forEach(withoutStyleAttributes);
    return node;
  };

  // The formula as an element; nothing where it cannot be read.
  const drawing = (katex, source) => {
    const displayMode = source.startsWith('$$');
    const tex = displayMode ? source.slice(2, -2) : source.slice(1, -1);
    if (tex.length > MAX_LENGTH || REFUSED.test(tex)) return null;
    const tree = katex.__renderToDomTree(tex, { ...OPTIONS, displayMode });
    return tree.classes.includes('katex-error') ? null : withoutStyleAttributes(tree).toNode();
  };

  const draw = (katex, element) => {
    const source = element.textContent;
    element.classList.remove('tex');
    const drawn = drawing(katex, source);
    if (!drawn) return element.classList.add('undrawn');
    element.classList.add('math');
    if (source.startsWith('$$')) element.dataset.tex = source;
    return element.replaceChildren(drawn);
  };

  // What is wider than the page can be scrolled by the keyboard too. Looked at when all are drawn: to
  // measure each in turn would lay out the page each time.
  const letScroll = () => {
    const wide = [...document.querySelectorAll('.math[data-tex]')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1);
    for (const element of wide) {
      element.tabIndex = 0;
      element.setAttribute('role', 'group');
      element.setAttribute('aria-label', element.dataset.tex);
    }
  };

  const pause = () => new Promise((resolve) => { setTimeout(resolve); });

  const drawAll = async () => {
    if (!document.querySelector('.tex')) return;
    const katex = await load();
    let until = performance.now() + PAUSE_AFTER_MS;
    for (const element of document.querySelectorAll('.tex')) {
      if (performance.now() > until) {
        await pause();
        until = performance.now() + PAUSE_AFTER_MS;
      }
      if (element.isConnected && element.classList.contains('tex')) draw(katex, element);
    }
    letScroll();
  };

  document.addEventListener('mi:placed', drawAll); // page.js has put other results in place
  drawAll();
})();
