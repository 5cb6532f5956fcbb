// The reader's view and the map: what is read offline is there without script, marked, accessible and
// quiet; formulas are drawn under the security policy as it stands.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressOf, papers } from './support/papers.mjs';
import { attacks } from './support/attacks.mjs';
import { months } from './support/specimens.mjs';
import { accessibilityProblems, screenshot, visit } from './support/visit.mjs';

const readerOf = (id, query) =>
  `/doc/${encodeURIComponent(id)}${query ? `?q=${encodeURIComponent(query)}` : ''}`;
const paperOf = (path) => addressOf(papers.find((paper) => paper.path === path));
const geometry = paperOf('2019/geometry/');
const interference = paperOf('2018/interference/');

const looks = [
  { name: 'en-light', locale: 'en-US' },
  { name: 'ko-dark', locale: 'ko-KR', colorScheme: 'dark' },
  { name: 'wide', locale: 'en-US', viewport: { width: 1500, height: 900 } },
  { name: 'phone', locale: 'ko-KR', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
];

const states = [
  { name: 'reader', path: readerOf(interference, 'superposition interference') },
  { name: 'reader-formulas', path: readerOf(geometry) },
  { name: 'reader-note', path: readerOf('reading-list.md', '중첩') },
  { name: 'map', path: '/map' },
];

for (const { name, ...options } of looks) {
  test(`the reader and the map are accessible and fit: ${name}`, async () => {
    await visit(options, async (page, origin) => {
      for (const { name: state, path } of states) {
        const reply = await page.goto(origin + path);
        assert.equal(reply.status(), 200, state);
        await page.waitForFunction(() => !document.querySelector('.tex'));
        assert.deepEqual(await accessibilityProblems(page), [], state);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${state} is ${overflow} px wider than the window`);
        await screenshot(page, `${state}-${name}`);
      }
    });
  });
}

test('a document is whole without script: text, contents, notes beside it', async () => {
  await visit({ javaScriptEnabled: false }, async (page, origin) => {
    await page.goto(origin + readerOf(interference, 'superposition'));
    assert.equal(await page.textContent('h1'), 'Interference Is the Price');
    assert.equal(await page.locator('.text h2').count(), 2);
    assert.ok((await page.locator('.text mark').count()) >= 2);
    await page.getByRole('navigation').getByRole('link', { name: 'Measuring it' }).click();
    await page.waitForURL(/#s2$/);
    const note = page.locator('aside').getByRole('link', { name: 'Reading list on packed features' });
    await note.first().click();
    await page.waitForURL(/reading%2Dlist\.md#L\d+$/);
    await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).waitFor({ state: 'attached' });
  });
});

test('a passage leads to its words in the original', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin + readerOf(interference));
    const href = await page.getAttribute('#p1', 'href');
    assert.match(href, /^https:\/\/atlas\.example\/2018\/interference\/#s0:~:text=Where%20features%20share/);
  });
});

test('n and p go from match to match, and around', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin + readerOf(interference, 'superposition'));
    const here = () => page.evaluate(() =>
      [...document.querySelectorAll('.text mark')].findIndex((mark) => mark.classList.contains('here')));
    const count = await page.locator('.text mark').count();
    await page.keyboard.press('n');
    assert.equal(await here(), 0);
    await page.keyboard.press('j');
    assert.equal(await here(), 1);
    assert.equal(await page.textContent('.steps output'), `2 / ${count}`);
    await page.keyboard.press('p');
    await page.keyboard.press('k');
    assert.equal(await here(), count - 1);
    await page.getByRole('button', { name: 'Next match' }).click();
    assert.equal(await here(), 0);
    await page.fill('#q', 'n');
    assert.equal(await here(), 0, 'what is typed is no step');
  });
});

test('formulas are drawn in the reader and among the results, and only then is KaTeX fetched', async () => {
  await visit({}, async (page, origin) => {
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto(origin + readerOf(interference));
    await page.waitForLoadState('networkidle');
    assert.deepEqual(fetched.filter((url) => url.includes('katex')), []);
    for (const path of [readerOf(geometry), '/?q=polytopes%20digon']) {
      await page.goto(origin + path);
      await page.waitForSelector('.math .katex-html');
      await page.waitForFunction(() => !document.querySelector('.tex'));
      assert.ok((await page.locator('.math').count()) >= 2, path);
      assert.equal(await page.locator('.undrawn').count(), 0, path);
      const font = await page.evaluate(() => document.fonts.ready.then(() =>
        [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family).join()));
      assert.match(font, /KaTeX_Main/);
    }
  });
});

// Formulas that would loop for ever, lead elsewhere, or are none.
const refused = [
  '\\edef\\a{\\a\\a}\\a', '\\def\\a{\\a\\a}\\a', '\\gdef\\x#1{\\x{#1#1}}\\x{y}', '\\newcommand{\\b}{\\b\\b}\\b',
  '\\let\\c=\\d', 'x'.repeat(3000), '\\frac'.repeat(300), '}{', '{'.repeat(500),
  '\\href{javascript:alert(1)}{x}', '\\url{javascript:alert(1)}', '\\htmlStyle{color:red}{x}',
  '\\includegraphics{https://elsewhere.example/x.png}', '\\text{<b>',
];

// What would grow over the page, and what KaTeX sets as a style attribute.
const drawn = [
  '\\rule{9000em}{9000em}', '\\kern{-9000em}x', '\\pmb{x}', '\\fcolorbox{red}{blue}{x}', '\\boxed{x}', '\\sqrt{x^2}',
  '\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', '<img src=x onerror=alert(1)>', '\\unknowncommand{x}',
];

test('no formula runs for ever, leads elsewhere, or breaks the policy', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin + readerOf(interference));
    await page.evaluate((sources) => {
      for (const source of sources) {
        const formula = document.createElement('span');
        formula.className = 'tex';
        formula.textContent = `$${source}$`;
        document.querySelector('.text p').append(formula, ' ');
      }
      document.dispatchEvent(new Event('mi:placed'));
    }, [...refused, ...drawn]);
    await page.waitForFunction(() => !document.querySelector('.tex'));
    const undrawn = await page.locator('.undrawn').allTextContents();
    assert.deepEqual(undrawn, refused.map((source) => `$${source}$`), 'stay as they were written');
    assert.equal(await page.locator('.text img, .text a[href^="javascript"]').count(), 0);
    const widest = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.math *')]
      .map((element) => element.getBoundingClientRect().height)));
    assert.ok(widest < 1000, `a formula is ${widest} px high`);
  });
});

// Every other attack as a paper, the others as a note: what is said of them beside the text is of both.
const hostileDocuments = async (origin) => {
  const found = new Map();
  for (const month of months) {
    for (const kind of ['paper', 'note']) {
      const reply = await fetch(`${origin}/api/v1/search?limit=100&kind=${kind}&q=hostile%20specimen%20date:${month}`);
      for (const document of (await reply.json()).documents) found.set(document.id, document.kind);
    }
  }
  return [...found].filter(([id, kind]) =>
    Number(/specimen-(\d+)|hostile\/(\d+)/.exec(id)?.slice(1).find(Boolean)) % 2 === (kind === 'paper' ? 0 : 1));
};

test('attacks in a document that is read are text', async () => {
  await visit({ bypassCSP: true }, async (page, origin) => {
    const documents = await hostileDocuments(origin);
    assert.ok(documents.length >= attacks.length * 0.9, `${documents.length} documents`);
    for (const [id] of documents) {
      const reply = await page.goto(origin + readerOf(id, 'hostile alert script'));
      assert.equal(reply.status(), 200, id);
      const foreign = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((element) =>
        element.matches('script, iframe, object, embed, img, video, audio, base') ||
        [...element.attributes].some(({ name }) => name.startsWith('on')) ||
        /^(javascript|data|vbscript):/i.test(element.getAttribute('href') ?? '')).map(({ outerHTML }) => outerHTML));
      assert.deepEqual(foreign, [], id);
    }
  });
});

test('the map lights up what belongs to a paper, and leads to it', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/map`);
    const paper = page.locator('[data-paper]').filter({ hasText: 'Interference Is the Price' });
    await paper.hover();
    await page.locator('.picture.lit [data-paper].near').first().waitFor({ state: 'attached' });
    assert.equal(await page.locator('.picture.lit [data-paper].near').count(), 1);
    assert.match(await paper.locator('title').textContent(), /in notes: 1/);
    await paper.click();
    await page.waitForURL(origin + readerOf(interference));
    assert.equal(await page.textContent('h1'), 'Interference Is the Price');
  });
});
