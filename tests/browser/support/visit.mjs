// A visitor's window, watched: whatever a page must never do fails the test that it happens in.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { artefacts } from './programs.mjs';
import { world } from './world.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Runs before any script of a page: it notes dialogs and refusals of the security policy.
const watch = () => {
  window.__trouble = [];
  for (const name of ['alert', 'confirm', 'prompt'])
    window[name] = (text) => { window.__trouble.push(`${name}(${text})`); };
  document.addEventListener('securitypolicyviolation', (event) =>
    window.__trouble.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
};

// Calls `use` with a page of a fresh window and the daemon's origin; then asserts that no request went
// elsewhere, no dialog opened, no error was logged, and the policy had nothing to refuse.
// Options are Playwright's of a context (locale, colorScheme, viewport, javaScriptEnabled, bypassCSP),
// and `expectErrors`: the console may name failed requests.
export const visit = async ({ expectErrors = false, origin, ...options }, use) => {
  const { browser, origin: usual } = await world();
  const home = origin ?? usual;
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(10_000);
  const trouble = [];
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    page.on('dialog', (dialog) => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('console', (line) => {
      if (line.type() === 'error' && !expectErrors) trouble.push(`console: ${line.text()}`);
    });
    context.on('request', (request) => {
      if (!request.url().startsWith(home) && request.url() !== 'about:blank') trouble.push(`request: ${request.url()}`);
    });
    await use(page, home);
    if (options.javaScriptEnabled !== false) trouble.push(...await page.evaluate(() => window.__trouble ?? []));
  } finally {
    await context.close();
  }
  assert.deepEqual(trouble, []);
};

export const screenshot = (page, name) =>
  page.screenshot({ path: path.join(artefacts, `${name}.png`), fullPage: true });

// The rules of WCAG 2.2 AA and axe's own best practices that the page breaks, each with the first place.
export const accessibilityProblems = async (page) => {
  // evaluate() runs outside of the page's policy, which refuses the script in any other way.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations'], rules: { 'target-size': { enabled: true } }, // not among axe's defaults
  }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
};
