// Runs the recorded statements through real engine processes and prints, per topic, how many answers are the same.
// node test/golden.mjs [--json] [--show different,answered,refused] [case or topic]
// node test/golden.mjs --keep writes the counts to golden-baseline.json, and docs/spark-sql.md with them.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Engine } from './support/engine.mjs';
import { loadTopics, places, substituted, verdict } from './support/golden.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, keep: { type: 'boolean' }, show: { type: 'string', default: 'different,answered' }, workers: { type: 'string', default: '2' } } });
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const folder = path.join(root, 'Pipeline.Tests', 'Fixtures', 'spark-golden');
const data = path.join(root, '..', 'shared', 'data', 'source');
const [only] = positionals;
const baseline = new URL('golden-baseline.json', import.meta.url);
const started = performance.now();

const jobs = loadTopics(folder).flatMap(({ name, cases }) => cases.map((c) => ({ topic: name, ...c })))
  .filter((c) => !only || c.id.startsWith(only) || c.topic.startsWith(only));
const present = jobs.filter((c) => fs.existsSync(data) || !c.id.startsWith('real-'));
const topics = new Map(jobs.map((c) => [c.topic, { same: 0, refused: 0, different: 0, fails: 0, answered: 0 }]));
const shown = [];

await Promise.all(Array.from({ length: Number(values.workers) }, work));
report();
if (values.keep) await keep();

async function work() {
  const engine = await Engine.start();
  for (let job = present.shift(); job; job = present.shift()) await run(job, engine);
  await engine.stop();
}

async function run(job, engine) {
  const place = places(folder, data, job.id);
  await engine.send({ reset: true });
  for (const statement of job.statements) {
    const answer = await engine.execute(substituted(statement.sql, place));
    const result = verdict(statement, answer, place);
    topics.get(job.topic)[result.verdict]++;
    if (values.show.includes(result.verdict)) shown.push({ id: job.id, sql: statement.sql, ...result });
  }
  fs.rmSync(place.out, { recursive: true, force: true });
}

function report() {
  const skipped = jobs.length - jobs.filter((c) => fs.existsSync(data) || !c.id.startsWith('real-')).length;
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ topics: Object.fromEntries(topics), shown, skipped, seconds: (performance.now() - started) / 1000 })}\n`);
    return;
  }
  for (const { id, verdict: v, sql, why } of shown) console.log(`${v} ${id}: ${sql}\n    ${why}`);
  console.log(table());
  if (skipped > 0) console.log(`${skipped} cases skipped: no ../shared/data/source beside the checkout`);
}

function table() {
  const rows = [...topics].map(([name, c]) => [name, c.same, c.refused, c.different, c.fails, c.answered]);
  const total = ['all', ...[1, 2, 3, 4, 5].map((i) => rows.reduce((sum, r) => sum + r[i], 0))];
  const lines = [...rows, total].map(([name, same, refused, different, fails, answered]) =>
    `| ${name} | ${same} / ${refused} / ${different} | ${Math.floor((100 * same) / Math.max(1, same + refused + different))} % | ${fails} / ${answered} |`);
  return ['| topic | Spark answers: same / refused / different | same | Spark refuses: fails / answered |', '|---|---|---|---|', ...lines].join('\n');
}

async function keep() {
  if (only || jobs.some((c) => c.id.startsWith('real-')) !== fs.existsSync(data)) throw new Error('only the counts of all cases can be kept');
  const lines = [...topics].map(([name, counts]) => `  ${JSON.stringify(name)}: ${JSON.stringify(counts).replace(/([{:,])/g, '$1 ').replace('}', ' }')}`);
  fs.writeFileSync(baseline, `{\n${lines.join(',\n')}\n}\n`);
  const { reference } = await import('../manual/reference.mjs');
  fs.writeFileSync(path.join(root, 'docs', 'spark-sql.md'), reference());
}
