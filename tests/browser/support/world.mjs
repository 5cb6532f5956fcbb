// What all tests share: one collection, one daemon, one browser, made when first asked for and ended
// after the last test.

import { after } from 'node:test';

import { chromium } from 'playwright-core';

import { makeCollection } from './collection.mjs';
import { startDaemon } from './programs.mjs';

// Headless Chromium as root in a container, which asks the network for nothing of its own.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
};

const makeWorld = async () => {
  const collection = await makeCollection();
  const daemon = await startDaemon(['--config', collection.config]);
  const browser = await chromium.launch(launchOptions);
  return { browser, collection, daemon, origin: daemon.origin };
};

let made;
export const world = () => (made ??= makeWorld());

after(async () => {
  if (!made) return;
  const { browser, collection, daemon } = await made;
  await browser.close();
  await daemon.stop();
  await collection.remove();
});
