// What others wrote never becomes script: 150 attacks, each as title, author, heading, text, tag, address,
// file name and query. The security policy is switched off for the window, so that the escaping alone is
// what holds; another run, with it, sees that it has nothing to refuse.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attacks } from './support/attacks.mjs';
import { months } from './support/specimens.mjs';
import { visit } from './support/visit.mjs';


// What only an attack can have put into a page of ours. KaTeX draws formulas with styles and MathML.
const foreign = () => {
  const handlers = [...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name }) =>
    name.startsWith('on') || name === 'srcdoc' || (name === 'style' && !element.closest('.katex'))));
  const embedded = document.querySelectorAll(
    'iframe, object, embed, base, img, video, audio, template, body script, math:not(.katex math)');
  const links = [...document.querySelectorAll('[href], [src], [action]')].filter((element) => {
    const address = element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action');
    return !/^https?:$/.test(new URL(address, location.href).protocol);
  });
  return [...handlers, ...embedded, ...links].map((element) => element.outerHTML);
};

const shown = (page) => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));

for (const bypassCSP of [true, false]) {
  const name = bypassCSP ? 'without the policy' : 'under the policy';

  test(`attacks in papers and notes are text: ${name}`, async () => {
    await visit({ bypassCSP }, async (page, origin) => {
      let text = '';
      for (const month of months) {
        await page.goto(`${origin}/?q=hostile%20specimen%20date:${month}`);
        for (;;) {
          assert.deepEqual(await page.evaluate(foreign), []);
          text += await shown(page);
          const next = page.locator('a[rel=next]');
          if (await next.count() === 0) break;
          await page.goto(new URL(await next.getAttribute('href'), origin).href);
        }
      }
      const missing = attacks.filter((attack) => !text.includes(attack.replace(/\s+/g, ' ')));
      assert.deepEqual(missing, [], 'every attack is shown as what it is');
    });
  });
}

test('attacks as queries are text', async () => {
  await visit({ bypassCSP: true, expectErrors: true }, async (page, origin) => {
    for (const attack of attacks) {
      await page.goto(`${origin}/?q=${encodeURIComponent(attack)}`);
      assert.deepEqual(await page.evaluate(foreign), [], attack);
      assert.equal(await page.inputValue('#q'), attack.replaceAll('\n', ''));
    }
  });
});

test('attacks that are typed, and suggestions that hold them, are text', async () => {
  await visit({ expectErrors: true }, async (page, origin) => {
    await page.goto(origin);
    for (const attack of attacks.filter((_, number) => number % 5 === 0)) {
      await page.fill('#q', attack);
      await page.keyboard.press('Enter');
      await page.waitForFunction((typed) => document.title.startsWith(typed.slice(0, 20)), attack.replace(/\s+/g, ' '));
      assert.deepEqual(await page.evaluate(foreign), [], attack);
    }
    await page.fill('#q', 'alert');
    await page.waitForSelector('[role=option]');
    assert.deepEqual(await page.evaluate(foreign), []);
  });
});
