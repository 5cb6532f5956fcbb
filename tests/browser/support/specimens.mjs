// The attacks as papers and notes: each as title, heading, text, author, tag, address, file name and
// sentence around a link.

import { attacks } from './attacks.mjs';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;').replaceAll("'", '&#39;');
const oneLine = (text) => text.replace(/\s+/g, ' ');

// No character that Markdown would read as its own survives: the note's text is the attack itself.
const literal = (text) => [...oneLine(text)].map((letter) =>
  /[\p{L}\p{N} ]/u.test(letter) ? letter : `&#${letter.codePointAt(0)};`).join('');

// Dated so that one month's specimens fill few pages of results.
const monthOf = (number) => `2021-0${1 + (number % 9)}`;
export const months = [...new Set(attacks.map((_, number) => monthOf(number)))];

const hostilePage = (attack, number) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(attack)}</title>
<meta name="citation_title" content="${escape(oneLine(attack))}">
<meta name="citation_author" content="${escape(oneLine(attack))}">
<meta name="citation_publication_date" content="${monthOf(number).replace('-', '/')}/01">
</head><body><main><h1>${escape(attack)}</h1><h2 id="a">${escape(attack)}</h2>
<p>This hostile specimen carries in its text ${escape(attack)} and goes on to speak of other things, so that it is a page of prose like any other.</p>
</main></body></html>
`;

const pathOf = (attack, number) => `/specimen-${number}/?by=${encodeURIComponent(oneLine(attack))}`;

const hostileNote = (attack, number) => `---
title: ${JSON.stringify(oneLine(attack))}
date: ${monthOf(number)}-01
tags: [${JSON.stringify(oneLine(attack))}]
---

## ${literal(attack)}

This hostile specimen says ${literal(attack)} of [a page](<https://hostile.example${pathOf(attack, number)}>) before it ends.
`;

export const hostilePages = attacks.map((attack, number) =>
  ({ path: `hostile.example/specimen-${number}/index.html`, text: hostilePage(attack, number) }));

export const hostileNotes = attacks.map((attack, number) =>
  ({ path: `${number} ${oneLine(attack).replaceAll('/', '∕').slice(0, 80)}.md`, text: hostileNote(attack, number) }));
