// The page without script, and what every state of it must be: accessible, quiet, legible.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { accessibilityProblems, screenshot, visit } from './support/visit.mjs';

const english = { locale: 'en-US' };
const korean = { locale: 'ko-KR' };
const dark = { colorScheme: 'dark' };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

const states = [
  { name: 'home', path: '/' },
  { name: 'results', path: '/?q=superposition' },
  { name: 'results-mixed', path: '/?q=%EC%A4%91%EC%B2%A9' },
  { name: 'narrowed', path: '/?q=%EC%A4%91%EC%B2%A9&kind=note' },
  { name: 'long-title', path: '/?q=residual%20stream%20average' },
  { name: 'nothing', path: '/?q=qwzxqwzx' },
  { name: 'past-the-end', path: '/?q=superposition&offset=900' },
  { name: 'bad-query', path: '/?q=' + 'a'.repeat(1100), status: 400 },
  { name: 'not-found', path: '/nowhere', status: 404 },
];

const looks = [
  { name: 'en-light', ...english },
  { name: 'en-dark', ...english, ...dark },
  { name: 'ko-light', ...korean },
  { name: 'en-phone', ...english, ...phone },
  { name: 'ko-dark-phone', ...korean, ...dark, ...phone },
];

for (const look of looks) {
  test(`every state is accessible and fits: ${look.name}`, async () => {
    const { name, ...options } = look;
    await visit({ ...options, expectErrors: true }, async (page, origin) => {
      for (const { name: state, path, status = 200 } of states) {
        const reply = await page.goto(origin + path);
        assert.equal(reply.status(), status, state);
        assert.deepEqual(await accessibilityProblems(page), [], state);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${state} is ${overflow} px wider than the window`);
        await screenshot(page, `${state}-${name}`);
      }
    });
  });
}

test('works as a plain form without script', async () => {
  await visit({ javaScriptEnabled: false }, async (page, origin) => {
    await page.goto(origin);
    await page.fill('#q', 'induction head');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/?q=induction+head`);
    await page.locator('article').first().waitFor();
    assert.equal(await page.inputValue('#q'), 'induction head');
  });
});
