// Every refusal that is written in the engine's source, by what it is about.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ENGINE = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['analyser', 'casts', 'csv', 'datetime', 'duck', 'functions', 'output', 'parquet', 'parser', 'session', 'types', 'values'];
const CALL = /(?:\brefuse|\.refuse|new Refusal|\.unsupported)\(\s*(?:'((?:\\.|[^'\\])*)'|`((?:\\.|\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`\\])*)`)/g;

/** Refusals as {area, texts}; what stands for a name or a type in a text is an ellipsis. */
export function refusals(areas) {
  const found = new Map(areas.map((a) => [a, new Set()]));
  for (const file of FOLDERS.flatMap(sources)) {
    const area = areas.find((a) => a.files.test(file));
    for (const m of fs.readFileSync(path.join(ENGINE, file), 'utf8').matchAll(CALL)) found.get(area).add(plain(m[1] ?? m[2]));
  }
  return [...found].map(([area, texts]) => ({ area, texts: [...texts].filter((t) => /[a-z]/i.test(t)).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)) }));
}

const sources = (folder) => fs.readdirSync(path.join(ENGINE, folder)).filter((f) => f.endsWith('.mjs')).sort().map((f) => `${folder}/${f}`);

const plain = (text) => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…').replace(/\\(.)/g, '$1').trim();
