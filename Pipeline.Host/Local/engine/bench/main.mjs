// Measures the engine against DuckDB and prints one line of JSON per figure: {group, name, engine, duckdb} with times in milliseconds.
// node bench/main.mjs --root CHECKOUT --source DIR --folder EMPTY_DIR [--rows N] [--threads N] [--rounds N]

import { parseArgs } from 'node:util';
import { jobs } from './jobs.mjs';
import { reading } from './reading.mjs';

const { values } = parseArgs({ options: {
  root: { type: 'string' }, source: { type: 'string' }, folder: { type: 'string' }, rows: { type: 'string', default: '219000' },
  threads: { type: 'string', default: '1' }, rounds: { type: 'string', default: '5' },
} });
const settings = { ...values, rows: Number(values.rows), threads: Number(values.threads), rounds: Number(values.rounds) };

for (const [group, measure] of Object.entries({ reading, jobs })) {
  for (const figure of await measure(settings)) process.stdout.write(`${JSON.stringify({ group, ...figure })}\n`);
}
process.exit(0);
