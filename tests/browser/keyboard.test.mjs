// The keyboard all the way: to the field, through the suggestions, through the results, and back.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { accessibilityProblems, screenshot, visit } from './support/visit.mjs';

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
const option = (page) => page.evaluate(() => {
  const active = document.querySelector('#q').getAttribute('aria-activedescendant');
  return active && document.getElementById(active).querySelector('.text').textContent;
});
const type = async (page, text) => {
  const answered = page.waitForResponse((reply) => reply.url().endsWith(`suggest?limit=6&q=${text}`));
  await page.locator('#q').pressSequentially(text, { delay: 10 });
  await answered;
  await page.waitForSelector('#suggestions:not([hidden])');
};

test('finds the field from anywhere: / and Ctrl-K', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    for (const key of ['/', 'Control+k', 'Meta+k']) {
      await page.locator('h2 a').first().focus();
      await page.keyboard.press(key);
      assert.equal(await focused(page), 'q', key);
      assert.equal(await page.evaluate(() => getSelection().toString()), 'superposition', key);
    }
    await page.keyboard.press('End');
    await page.keyboard.type('/');
    assert.equal(await page.inputValue('#q'), 'superposition/');
  });
});

test('tells the suggestions as a combobox does', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    const input = page.locator('#q');
    assert.equal(await input.getAttribute('role'), 'combobox');
    assert.equal(await input.getAttribute('aria-expanded'), 'false');
    await type(page, 'induc');
    assert.equal(await input.getAttribute('aria-expanded'), 'true');
    assert.equal(await input.getAttribute('aria-controls'), 'suggestions');
    assert.equal(await page.locator('#suggestions').getAttribute('role'), 'listbox');
    assert.match((await page.locator('[role=option] .text').allInnerTexts()).join(), /induction/i);
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=option][aria-selected=true]').waitFor();
    assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 1);
    assert.deepEqual(await accessibilityProblems(page), []);
    await screenshot(page, 'suggestions');
    await page.keyboard.press('Escape');
    assert.equal(await input.getAttribute('aria-expanded'), 'false');
    assert.equal(await input.getAttribute('aria-activedescendant'), null);
    assert.equal(await page.inputValue('#q'), 'induc');
  });
});

test('walks through the suggestions and asks for one', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    await type(page, 'induc');
    const all = await page.locator('[role=option] .text').allInnerTexts();
    await page.keyboard.press('ArrowDown');
    assert.equal(await option(page), all[0]);
    await page.keyboard.press('ArrowUp');
    assert.equal(await option(page), null, 'above the first is the field');
    await page.keyboard.press('ArrowUp');
    assert.equal(await option(page), all.at(-1));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await option(page), all[0]);
    assert.equal(await page.inputValue('#q'), 'induc', 'what was typed stays until one is taken');
    await page.keyboard.press('Enter');
    await page.waitForFunction((text) => document.querySelector('#q').value === text, all[0]);
    await page.waitForURL((url) => url.searchParams.get('q') === all[0]);
    assert.ok(await page.locator('#suggestions').isHidden());
    await page.locator('article').first().waitFor(); // the address changes first, then the answer comes
  });
});

test('takes a suggestion with the mouse, and the field keeps the focus', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    await type(page, 'superpo');
    const text = await page.locator('[role=option] .text').first().innerText();
    await page.locator('[role=option]').first().click();
    await page.waitForURL((url) => url.searchParams.get('q') === text);
    assert.equal(await focused(page), 'q');
  });
});

test('Down opens what Escape closed; a second Escape empties the field', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    await type(page, 'induc');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.querySelector('#q').hasAttribute('aria-activedescendant'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal(await page.inputValue('#q'), '');
  });
});

test('walks through the results and back to the field', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    await page.fill('#q', 'superposition');
    await page.keyboard.press('Enter');
    await page.waitForSelector('article');
    await page.waitForFunction(() => history.state.asked.endsWith('=superposition'));
    const links = await page.locator('h2 a, h3 a').allTextContents();
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), links[0]);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), links[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(page), 'q');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'q');
  });
});

test('Ctrl-Enter asks in a new tab', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    await page.fill('#q', 'probing');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Control+Enter');
    const tab = await opened;
    await tab.waitForSelector('article');
    assert.equal(tab.url(), `${origin}/?q=probing`);
    assert.equal(await tab.evaluate(() => window.opener), null);
  });
});

test('leaves the keys of the browser alone', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    const taken = await page.evaluate(() => ['f', 'l', 'r', 't', '/'].filter((key) => !document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }))));
    assert.deepEqual(taken, []);
  });
});
