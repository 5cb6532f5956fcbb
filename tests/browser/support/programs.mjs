// The programs under test, as they were built; and where the tests may write.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const source = path.resolve(fileURLToPath(import.meta.url), '../../../..');
export const build = path.resolve(process.env.MI_BUILD ?? path.join(source, 'build'));

// Screenshots are kept here, for people to look at.
export const artefacts = path.join(build, 'tests', 'browser');
mkdirSync(artefacts, { recursive: true });

const cli = (name) => path.join(build, 'cli', name);

// Nothing of the user's own settings reaches a program.
const environment = { PATH: process.env.PATH, HOME: '/nonexistent', LANG: 'C.UTF-8' };

export const run = async (name, args) => {
  const child = spawn(cli(name), args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${output}`);
  return output;
};

// Starts a program that runs on; resolves with the first match of `ready` in what it prints.
const start = async (file, args, ready) => {
  const child = spawn(file, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  process.once('exit', () => child.kill('SIGKILL'));
  let printed = '';
  const match = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = printed.match(ready);
      if (found) resolve(found);
    });
  });
  return { match, stop };
};

// A running mi-searchd on a free loopback port.
export const startDaemon = async (args) => {
  const { match, stop } = await start(cli('mi-searchd'), [...args, '--listen', '127.0.0.1:0'],
    /http:\/\/127\.0\.0\.1:\d+/);
  return { origin: match[0], stop };
};

// A running mi-sample-site over a mirror (folders by host).
export const startSite = async (mirror, authority) => {
  const { match, stop } = await start(path.join(build, 'tests', 'support', 'mi-sample-site'),
    [mirror, '--ca-out', authority], /127\.0\.0\.1:\d+/);
  return { endpoint: match[0], stop };
};
