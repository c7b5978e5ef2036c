import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Engine } from '../support/engine.mjs';

const main = fileURLToPath(new URL('../../main.mjs', import.meta.url));

let engine;
before(async () => { engine = await Engine.start(); });
after(() => engine.stop());

test('an answer is Livy\'s table, numbers with their text', async () => {
  const answer = await engine.execute('SELECT 1 AS a, 1e10 AS b, 9223372036854775807 AS c, 1.50 AS d');
  assert.deepEqual(answer.output.schema.fields.map((f) => f.type), ['integer', 'double', 'long', 'decimal(3,2)']);
  assert.deepEqual(answer.output.data[0].map(String), ['1', '1.0E10', '9223372036854775807', '1.5']);
  assert.deepEqual(answer.text, [['1', '1.0E10', '9223372036854775807', '1.50']]);
});

test('errors carry their class and place', async () => {
  const answer = await engine.execute('SELECT nam\nFROM VALUES (1) AS t(name)');
  assert.equal(answer.ename, 'Error');
  assert.match(answer.evalue, /^\[UNRESOLVED_COLUMN\.WITH_SUGGESTION\] .*`nam`.*Did you mean.*`name`.*line 1 pos 7$/);
});

test('what the engine does not know is refused by name', async () => {
  const answer = await engine.execute("SELECT xpath('<a/>', 'a')");
  assert.equal(answer.evalue, 'Not supported by the local engine: the function xpath; line 1 pos 7');
});

test('a sleeping statement can be cancelled, and the engine goes on', async () => {
  const sleeping = engine.execute("SELECT reflect('java.lang.Thread', 'sleep', 60000L)");
  engine.cancel(engine.ids);
  assert.match((await sleeping).evalue, /cancelled/);
  assert.equal(String((await engine.execute('SELECT 1')).output.data[0][0]), '1');
});

test('a long query can be cancelled, one that waits is dropped', async () => {
  const long = engine.execute('SELECT count(*) FROM range(100000) a JOIN range(100000) b ON a.id * 7 % 11 < b.id % 13');
  const running = engine.ids;
  const waiting = engine.execute('SELECT 2');
  engine.cancel(engine.ids);
  assert.match((await waiting).evalue, /cancelled/);
  engine.cancel(running);
  assert.match((await long).evalue, /cancelled/);
});

test('the SQL for DuckDB stands beside an answer or an error that it was asked for with', async () => {
  const explained = async (sql) => (await engine.execute(sql, { explain: true })).duckdb;
  const [query, ...others] = await explained("SELECT a FROM VALUES ('x') AS t(a) WHERE a > ''");
  assert.match(query, /^SELECT [^]*\n *FROM [^]*\n *WHERE /);
  assert.deepEqual(others, []);
  assert.match((await explained('CREATE OR REPLACE TEMPORARY VIEW w AS SELECT 1 AS a')).join(), /^-- the view w, [^\n]*\nSELECT /);
  assert.match((await explained('CACHE TABLE w')).join(), /^CREATE TEMP TABLE cached_\d+ AS\nSELECT /);
  assert.deepEqual(await explained('SET spark.sql.ansi.enabled = false'), []);
  assert.equal((await engine.execute('SELECT 1')).duckdb, undefined);
});

test('an engine ends with its input', async () => {
  const other = await Engine.start();
  await other.stop();
});

test('an engine whose statement calls functions of ours ends with its input as well', async () => {
  const other = await Engine.start();
  const busy = other.execute("SELECT sum(length(format_string('%05d', id))) FROM range(30000000)");
  setTimeout(() => other.stop(), 1500);
  await assert.rejects(busy, /the engine ended/);
});

test('an engine whose owner is gone before it has started ends, though its input is open', async () => {
  const owner = spawn(process.execPath, ['-e', '']);
  await once(owner, 'exit');
  const orphan = spawn(process.execPath, ['--no-warnings', main], {
    stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, PIPELINE_ENGINE_OWNER: String(owner.pid) },
  });
  const [, signal] = await once(orphan, 'exit');
  assert.equal(signal, 'SIGKILL');
});
