// Narrowing: filters, years, order; with the mouse, with the keyboard, and without script.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { screenshot, visit } from './support/visit.mjs';

const kinds = (page) => page.locator('article .kind:not(.draft)').allInnerTexts();
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);

test('narrows by a filter in place, keeps the focus on it, and widens again', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    const note = page.locator('[data-filter="kind:note"]');
    await note.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/kind=note/);
    await page.waitForSelector('[data-filter="kind:note"][aria-current]');
    assert.deepEqual(new Set(await kinds(page)), new Set(['Note']));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.filter), 'kind:note');
    assert.ok(await page.locator('[data-filter="kind:paper"]').count() > 0, 'what else could be chosen stays');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-filter="kind:note"]:not([aria-current])');
    assert.equal(parameter(page, 'kind'), null);
    await page.goBack();
    await page.waitForSelector('[data-filter="kind:note"][aria-current]');
  });
});

test('a count stands on one line, however long the name before it', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    await page.evaluate(() => {
      const [name, count] = document.querySelectorAll('[data-filter^="site:"] span');
      name.textContent = 'a-site-with-a-long-name.example';
      count.textContent = '12,345';
    });
    const heights = await page.locator('[data-filter^="site:"]').evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
    assert.ok(heights[0] > 0);
    assert.deepEqual(heights, heights.map(() => Math.min(...heights)));
  });
});

test('keeps the filters while another query is typed', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition&kind=note`);
    await page.fill('#q', 'induction');
    await page.waitForURL(/q=induction/);
    assert.equal(parameter(page, 'kind'), 'note');
    assert.deepEqual(new Set(await kinds(page)), new Set(['Note']));
  });
});

test('shows the years as bars to click', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition&site=atlas.example`);
    const bars = page.locator('.years a');
    assert.ok(await bars.count() > 2 && await bars.count() <= 8);
    assert.match(await bars.first().getAttribute('aria-label'), /^2016(–2017)?: \d+ passages?$/);
    for (const { width, height } of await bars.evaluateAll((all) => all.map((bar) => {
      const box = bar.getBoundingClientRect();
      return { width: box.width, height: box.height };
    }))) assert.ok(width >= 24 && height >= 24, 'a finger finds it');
    await bars.first().click();
    await page.waitForURL(/year=2016/);
    await page.waitForSelector('.years a[aria-current]');
    assert.deepEqual((await page.locator('article h2').allInnerTexts()).sort(),
      ['Counting the Features of a Small Network', 'Early Directions']);
    await screenshot(page, 'filtered');
  });
});

test('puts the newest first', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition&site=atlas.example`);
    await page.click('.order a');
    await page.waitForURL(/sort=date/);
    await page.waitForFunction(() => document.querySelector('.order strong').textContent.startsWith('Newest'));
    const years = await page.locator('article .about').evaluateAll((all) =>
      all.map((facts) => Number(facts.textContent.match(/\b(20\d\d)\b/)[1])));
    assert.deepEqual(years, [...years].sort((a, b) => b - a));
  });
});

test('narrows without script, on a narrow window too', async () => {
  await visit({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    assert.ok(await page.locator('[data-filter="kind:note"]').isHidden());
    await page.click('.filters > summary');
    await page.click('[data-filter="kind:note"]');
    await page.waitForURL(/kind=note/);
    assert.deepEqual(new Set(await kinds(page)), new Set(['Note']));
    await page.fill('#q', 'induction');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=induction&kind=note/);
  });
});

test('shows what notes say of a paper, and all of its passages that match', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=interference`);
    const card = page.locator('article', { hasText: 'Interference Is the Price' }).first();
    assert.match(await card.locator('.mentions').innerText(), /What I took from Interference Is the Price/);
    await page.goto(`${origin}/?q=features+directions`);
    const all = page.locator('.all a').first();
    const count = Number((await all.innerText()).match(/\d+/)[0]);
    await all.click();
    await page.waitForURL(/in%3A/);
    await page.waitForFunction(() => document.querySelectorAll('article').length === 1);
    assert.match(await page.locator('.summary').innerText(), new RegExp(`${count} passages`));
  });
});

test('leaves an expansion out, and takes it in again', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=%EC%A4%91%EC%B2%A9`);
    assert.ok(await page.locator('.also').count() > 0);
    await page.locator('.drop').first().click();
    await page.waitForURL(/drop=/);
    await page.click('text=Search translations and acronyms too');
    await page.waitForURL((url) => !url.searchParams.has('drop'));
    await page.locator('.also').first().waitFor(); // the address changes first, then the answer comes
  });
});
