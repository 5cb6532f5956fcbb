// As you type: results, the address and the history; and nothing lost or doubled while a syllable is
// being composed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { visit } from './support/visit.mjs';

const query = (page) => new URL(page.url()).searchParams.get('q');
const settled = (page, wanted) => page.waitForFunction((text) =>
  document.title.startsWith(text) && document.querySelector('main').getAttribute('aria-busy') !== 'true', wanted);
const titleOfFirst = (page) => page.locator('article h2').first().innerText();
const entries = (page) => page.evaluate(() => history.length);

test('shows results as they are typed, without Enter and without a new history entry', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    const before = await entries(page);
    await page.locator('#q').pressSequentially('induction', { delay: 20 });
    await settled(page, 'induction');
    assert.match(await titleOfFirst(page), /induction/i);
    await page.waitForURL(`${origin}/?q=induction`);
    assert.equal(await entries(page), before);
    assert.match(await page.locator('[role=status]').innerText(), /passages/);
  });
});

const watchAsked = async (page, hold = () => Promise.resolve()) => {
  const asked = [];
  await page.route('**/?q=*', async (route) => {
    const text = new URL(route.request().url()).searchParams.get('q');
    asked.push(text);
    await hold(text);
    await route.continue().catch(() => {}); // cancelled meanwhile
  });
  return asked;
};

test('asks once for what is typed without a pause', async () => {
  await visit({}, async (page, origin) => {
    await page.clock.install({ time: 0 });
    await page.goto(origin);
    await page.clock.pauseAt(3_600_000); // from here on, time is ours
    const asked = await watchAsked(page);
    for (const letter of 'super') {
      await page.keyboard.insertText(letter);
      await page.clock.runFor(140);
    }
    assert.deepEqual(asked, []);
    const request = page.waitForRequest(/q=super$/);
    await page.clock.runFor(20);
    await request;
    await page.clock.resume();
    await settled(page, 'super');
    assert.deepEqual(asked, ['super']);
  });
});

test('never shows an answer that is late', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    const asked = await watchAsked(page, (text) => (text === 'super' ? held : Promise.resolve()));
    await page.keyboard.insertText('super');
    await page.waitForRequest(/q=super$/);
    await page.keyboard.insertText('position');
    await settled(page, 'superposition');
    release();
    await page.keyboard.insertText(' hand');
    await settled(page, 'superposition hand');
    assert.deepEqual(asked, ['super', 'superposition', 'superposition hand']);
    assert.equal(query(page), 'superposition hand');
  });
});

test('keeps the old results until the new ones are there', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    await page.evaluate(() => {
      window.__empty = 0;
      new MutationObserver(() => {
        if (document.querySelectorAll('main').length !== 1 || !document.querySelector('main article')) window.__empty += 1;
      }).observe(document.body, { childList: true, subtree: true });
    });
    for (const [typed, all] of [[' hand', 'superposition hand'], [' wheel', 'superposition hand wheel']]) {
      await page.locator('#q').press('End');
      await page.locator('#q').pressSequentially(typed);
      await settled(page, all);
    }
    assert.equal(await page.evaluate(() => window.__empty), 0);
  });
});

test('says that nothing is found only once the word may be finished', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    await page.evaluate(() => {
      window.__nothing = 0;
      document.addEventListener('mi:placed', () => { window.__nothing += document.querySelectorAll('.nothing').length; });
    });
    const answered = page.waitForResponse(/\?q=qwzxqwzx$/);
    await page.fill('#q', 'qwzxqwzx');
    await answered;
    await page.fill('#q', 'induction');
    await settled(page, 'induction');
    assert.equal(await page.evaluate(() => window.__nothing), 0);
    await page.fill('#q', 'qwzxqwzx');
    await settled(page, 'qwzxqwzx');
    assert.equal(await page.locator('article').count(), 0);
  });
});

test('goes back and forward through what was asked for', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    const before = await entries(page);
    for (const [count, text] of [[1, 'superposition'], [2, 'induction']]) {
      await page.fill('#q', text);
      await settled(page, text); // typed: no entry yet
      await page.keyboard.press('Enter');
      await page.waitForFunction((length) => history.length === length, before + count);
    }
    await page.goBack();
    await settled(page, 'superposition');
    assert.equal(await page.inputValue('#q'), 'superposition');
    await page.goBack();
    await settled(page, 'mi-search');
    assert.equal(await page.inputValue('#q'), '');
    assert.equal(page.url(), `${origin}/`);
    await page.goForward();
    await settled(page, 'superposition');
    assert.match(await titleOfFirst(page), /superposition/i);
  });
});

test('goes back to where the results were scrolled to', async () => {
  await visit({ viewport: { width: 1280, height: 500 } }, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    const next = page.locator('a[rel=next]');
    await next.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    assert.ok(place > 100);
    await next.click();
    await page.waitForSelector('a[rel=prev]');
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await page.waitForSelector('a[rel=next]');
    await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 2, place);
  });
});

test('comes back to the results from a page that they led to', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    await page.fill('#q', 'induction');
    await settled(page, 'induction');
    await page.evaluate(() => { // a link that leads away from the results, without the network
      const link = document.createElement('a');
      link.href = '/healthz';
      link.textContent = 'away';
      document.querySelector('main').append(link);
      link.click();
    });
    await page.waitForURL(/healthz/);
    await page.goBack();
    await settled(page, 'induction');
    assert.equal(query(page), 'induction');
    await page.goBack();
    await settled(page, 'superposition');
  });
});

test('Enter twice is one entry', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(origin);
    const before = await entries(page);
    await page.fill('#q', 'probing');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await settled(page, 'probing');
    assert.equal(await entries(page), before + 1);
  });
});

test('an emptied field is the page before a query', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    await page.fill('#q', '');
    await settled(page, 'mi-search');
    assert.equal(await page.locator('article').count(), 0);
  });
});

// What an input method does, step by step, through the same door as the system's.
const compose = async (page, texts) => {
  const session = await page.context().newCDPSession(page);
  for (const text of texts) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(30);
  }
  return session;
};

test('composes Korean without doubling a syllable, and searches the half-typed one', async () => {
  await visit({ locale: 'ko-KR' }, async (page, origin) => {
    await page.goto(origin);
    await page.focus('#q');
    await (await compose(page, ['ㅈ', '주', '중'])).send('Input.insertText', { text: '중' });
    const session = await compose(page, ['ㅊ', '처', '첩']);
    assert.equal(await page.inputValue('#q'), '중첩');
    await settled(page, '중첩'); // while 첩 is still being composed
    assert.ok(await page.locator('article').count() > 0);
    assert.equal(await page.inputValue('#q'), '중첩');
    await session.send('Input.insertText', { text: '첩' });
    await page.waitForTimeout(300);
    assert.equal(await page.inputValue('#q'), '중첩');
    assert.equal(query(page), '중첩');
  });
});

// The Enter that ends a syllable: some input methods pass it on, some swallow it.
for (const [name, passesOn] of [['passed on', true], ['swallowed', false]]) {
  test(`loses no Enter that ends a syllable: ${name}`, async () => {
    await visit({ locale: 'ko-KR' }, async (page, origin) => {
      await page.goto(origin);
      const before = await entries(page);
      await page.focus('#q');
      await (await compose(page, ['중'])).send('Input.insertText', { text: '중' });
      const session = await compose(page, ['첩']);
      await page.evaluate(() => document.querySelector('#q').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true })));
      await session.send('Input.insertText', { text: '첩' });
      if (passesOn) await page.keyboard.press('Enter');
      await settled(page, '중첩');
      await page.waitForFunction((count) => history.length === count, before + 1);
      await page.waitForTimeout(100); // for a second one that must not come
      assert.equal(await entries(page), before + 1);
      assert.equal(await page.inputValue('#q'), '중첩');
    });
  });
}

test('says so when the daemon does not answer, keeps what there is, and recovers', async () => {
  await visit({ expectErrors: true }, async (page, origin) => {
    await page.goto(`${origin}/?q=superposition`);
    await page.route('**/*', (route) => route.abort('connectionrefused'));
    await page.fill('#q', 'superposition hand');
    await page.waitForSelector('#offline:not([hidden])');
    assert.ok(await page.locator('article').count() > 0);
    await page.unroute('**/*');
    await page.keyboard.press('Enter');
    await settled(page, 'superposition hand');
    await page.locator('#offline').waitFor({ state: 'hidden' });
  });
});
