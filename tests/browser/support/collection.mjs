// The collection that the page is tested on: the project's sample notes and site, made-up papers of
// many years, and the attacks; fetched, indexed and served by the real programs.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { pageOf, papers, readingList } from './papers.mjs';
import { run, source, startSite } from './programs.mjs';
import { hostileNotes, hostilePages } from './specimens.mjs';

const hosts = ['circuits.example', 'atlas.example', 'hostile.example'];

const write = async (file, text) => {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
};

const configuration = (notes, endpoint) => `notes = [${notes.map((folder) => JSON.stringify(folder)).join(', ')}]
data = "data"
sites = [${hosts.map((host) => `"${host}"`).join(', ')}]
[fetch]
delay = 0
ca_file = "ca.pem"
allow_private = ["127.0.0.1"]
[fetch.pin]
${hosts.map((host) => `"${host}" = "${endpoint}"`).join('\n')}
`;

// Makes it in a folder of its own, removed when the process ends by `remove`.
export const makeCollection = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mi-browser-'));
  const inFolder = (...names) => path.join(folder, ...names);
  await cp(path.join(source, 'index-data', 'site'), inFolder('site'), { recursive: true });
  for (const paper of papers)
    await write(inFolder('site', paper.host, paper.path, 'index.html'), pageOf(paper));
  for (const page of hostilePages) await write(inFolder('site', page.path), page.text);
  await write(inFolder('notes', 'reading-list.md'), readingList);
  for (const note of hostileNotes) await write(inFolder('notes', 'hostile', note.path), note.text);

  const site = await startSite(inFolder('site'), inFolder('ca.pem'));
  const notes = [path.join(source, 'index-data', 'notes'), inFolder('notes')];
  const config = inFolder('mi-search.toml');
  await write(config, configuration(notes, site.endpoint));
  await run('mi-update', ['--config', config]);
  await site.stop();
  return { config, folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
