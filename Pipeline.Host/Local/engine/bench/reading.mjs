// Reading csv files of 28 columns: the engine's reader against DuckDB's own read_csv.

import fs from 'node:fs';
import path from 'node:path';
import { contest, openDuck, openEngine } from './contest.mjs';

const NUMBERS = new Set(['cicid', 'i94yr', 'i94mon', 'i94cit', 'i94res', 'arrdate', 'i94mode', 'depdate', 'i94bir', 'i94visa', 'count', 'biryear', 'admnum']);

/** Figures of reading that many rows: of plain texts, of quoted texts, of texts and numbers; counted, and kept as a table. */
export async function reading({ source, folder, rows, threads, rounds }) {
  const { header, lines } = wholeLines(path.join(source, 'immigration.csv'), rows);
  const plain = write(path.join(folder, 'plain.csv'), header, lines);
  const quoted = write(path.join(folder, 'quoted.csv'), header, lines.map((line) => line.split(',').map((f) => (f === '' ? f : `"${f}"`)).join(',')));
  const kinds = [['texts', plain, () => 'STRING'], ['quoted texts', quoted, () => 'STRING'], ['texts and numbers', plain, (c) => (NUMBERS.has(c) ? 'DOUBLE' : 'STRING')]];
  const engine = await openEngine(threads);
  const duck = await openDuck(threads);
  const figures = [];
  for (const [name, file, type] of kinds) figures.push(...await one({ name, file, type, header, engine, duck, rounds, rows }));
  duck.close();
  await engine.close();
  return figures;
}

async function one({ name, file, type, header, engine, duck, rounds, rows }) {
  const theirs = (c) => (type(c) === 'STRING' ? 'VARCHAR' : type(c));
  const source = `read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${header.map((c) => `'${c}': '${theirs(c)}'`).join(', ')}})`;
  await engine.run(`CREATE OR REPLACE TEMPORARY VIEW v (${header.map((c) => `\`${c}\` ${type(c)}`).join(', ')}) USING csv OPTIONS (path '${file}', header 'true', escape '"')`);
  const counts = (quote) => header.map((c) => `count(${quote}${c}${quote})`).join(', ');

  // Both have to see the same, or there is nothing to compare.
  const seen = [await engine.run(`SELECT count(*), ${counts('`')} FROM v`), await duck.run(`SELECT count(*), ${counts('"')} FROM ${source}`)].map((r) => r[0].map(Number));
  if (seen[0].join() !== seen[1].join() || seen[0][0] !== rows) throw new Error(`${name}: the engine counts ${seen[0]}, DuckDB ${seen[1]}`);

  const counting = await contest(rounds, () => engine.run(`SELECT ${counts('`')} FROM v`), () => duck.run(`SELECT ${counts('"')} FROM ${source}`));
  const keeping = await contest(rounds, async () => { await engine.run('CACHE TABLE v'); await engine.run('UNCACHE TABLE v'); },
    async () => { await duck.run(`CREATE TEMP TABLE v AS SELECT * FROM ${source}`); await duck.run('DROP TABLE v'); });
  return [{ name: `${name}, counted`, ...counting }, { name: `${name}, kept as a table`, ...keeping }];
}

// Lines without quotes and with all their fields, without the first one, which has no name.
function wholeLines(file, rows) {
  const [first, ...rest] = fs.readFileSync(file, 'utf8').split('\n');
  const width = first.split(',').length;
  const whole = rest.filter((line) => !line.includes('"') && line.split(',').length === width && !/,n\/a,|,May,/.test(line)).map((line) => line.slice(line.indexOf(',') + 1));
  return { header: first.split(',').slice(1), lines: Array.from({ length: rows }, (_, i) => whole[i % whole.length]) };
}

function write(file, header, lines) {
  fs.writeFileSync(file, `${header.join(',')}\n${lines.join('\n')}\n`);
  return file;
}
