// The jobs of spark/arrivals against the same SQL written for DuckDB by hand. Each turn is a session of its own, as in a run.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDuck, openEngine } from './contest.mjs';

const JOBS = ['airports', 'demography', 'immigration', 'temperature'];
const HAND = fileURLToPath(new URL('arrivals', import.meta.url));

/** Figures of each job; fails if the two did not write the same rows. */
export async function jobs({ root, source, folder, threads, rounds }) {
  const figures = [];
  for (const name of JOBS) {
    const best = { name, engine: Infinity, duckdb: Infinity };
    const places = (side) => ({ source, sink: path.join(folder, side, name), reference: path.join(root, 'reference', 'arrivals') });
    for (let i = 0; i < rounds; i++) {
      best.engine = Math.min(best.engine, await turn(openEngine, threads, path.join(root, 'spark', 'arrivals', `${name}.sql`), places('engine')));
      best.duckdb = Math.min(best.duckdb, await turn(openDuck, threads, path.join(HAND, `${name}.sql`), places('hand')));
    }
    await compare(name, places('engine').sink, places('hand').sink);
    figures.push(best);
  }
  const total = (side) => figures.reduce((sum, f) => sum + f[side], 0);
  return [...figures, { name: 'all four', engine: total('engine'), duckdb: total('duckdb') }];
}

async function turn(open, threads, script, places) {
  fs.mkdirSync(places.sink, { recursive: true });
  const text = fs.readFileSync(script, 'utf8').replace(/\$\{(\w+)\}/g, (_, name) => places[name]);
  const side = await open(threads);
  const start = performance.now();
  for (const statement of text.split(/;[ \t]*$/m).filter((s) => s.replace(/^--.*$/gm, '').trim() !== '')) await side.run(statement);
  const time = performance.now() - start;
  await side.close();
  return time;
}

async function compare(name, ours, theirs) {
  const duck = await openDuck(1);
  const rows = (folder) => `(SELECT * FROM read_parquet('${folder}/*.parquet'))`;
  const [[differing]] = await duck.run(`SELECT (SELECT count(*) FROM (${rows(ours)} EXCEPT ALL ${rows(theirs)})) + (SELECT count(*) FROM (${rows(theirs)} EXCEPT ALL ${rows(ours)}))`);
  duck.close();
  if (Number(differing) > 0) throw new Error(`${name}: ${differing} rows are not the same as those written by hand`);
}
