// On paper: the first sheet has text on it, and nothing is cut off at the edge.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

import { addressOf, papers } from './support/papers.mjs';
import { artefacts } from './support/programs.mjs';
import { visit } from './support/visit.mjs';

const interference = addressOf(papers.find((paper) => paper.path === '2018/interference/'));

// So small a sheet that an article of the sample goes over several.
const sheet = { width: '105mm', height: '148mm' };

const sheets = [
  { name: 'results', path: '/?q=superposition', first: /Results for “superposition”[^]*superposition/ },
  { name: 'reader', path: `/doc/${encodeURIComponent(interference)}`, first: /Interference\s+Is the Price[^]*Original page[^]*Where features share/ },
];

const textOfFirstSheet = (file) => execFileSync('pdftotext', ['-l', '1', '-layout', file, '-'], { encoding: 'utf8' });

for (const { name, path: address, first } of sheets) {
  test(`the first sheet of what is printed has text below its heading: ${name}`, async () => {
    await visit({}, async (page, origin) => {
      await page.goto(origin + address);
      const file = path.join(artefacts, `print-${name}.pdf`);
      await page.pdf({ path: file, ...sheet, preferCSSPageSize: false });
      const lines = textOfFirstSheet(file).split('\n').filter((line) => line.trim() !== '');
      assert.match(lines.join('\n'), first);
      assert.ok(lines.length >= 8, `${lines.length} lines on the first sheet`);
    });
  });
}

test('the map fits on its sheet', async () => {
  await visit({}, async (page, origin) => {
    await page.goto(`${origin}/map`);
    await page.setViewportSize({ width: 600, height: 800 });
    await page.emulateMedia({ media: 'print' });
    const { picture, room } = await page.evaluate(() => ({
      picture: document.querySelector('.picture svg').getBoundingClientRect().width,
      room: document.querySelector('.picture').clientWidth,
    }));
    assert.ok(picture <= room, `${picture} px in ${room}`);
  });
});
