// Rows whose sort keys are equal stay in the order they were read in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Session } from '../../session/session.mjs';

const ROWS = Array.from({ length: 500 }, (_, i) => ({ i, k: i % 3, g: i % 5 }));
const sorted = (rows) => [...rows].sort((a, b) => a.k - b.k);
let session;
before(async () => {
  session = await Session.open();
  await session.execute('CREATE TEMPORARY VIEW t AS SELECT id AS i, id % 3 AS k, id % 5 AS g FROM range(500)');
});
after(() => session.close());

const answers = async (sql) => (await session.execute(sql)).text.map((row) => row.map(Number));

test('ORDER BY, with LIMIT too', async () => {
  const order = sorted(ROWS).map(({ i }) => [i]);
  assert.deepEqual(await answers('SELECT i FROM t ORDER BY k'), order);
  assert.deepEqual(await answers('SELECT i FROM t ORDER BY k LIMIT 200'), order.slice(0, 200));
});

test('numbers, neighbours, firsts and lasts in windows', async () => {
  const rows = await answers('SELECT i, row_number() OVER (PARTITION BY g ORDER BY k) n, lag(i, 1, -1) OVER (PARTITION BY g ORDER BY k) b, '
    + 'first_value(i) OVER (PARTITION BY g ORDER BY k) f, last_value(i) OVER (PARTITION BY g ORDER BY k) l FROM t');
  for (const [i, n, before, first, last] of rows) {
    const part = sorted(ROWS.filter((r) => r.g === ROWS[i].g));
    const place = part.findIndex((r) => r.i === i);
    assert.deepEqual([n, before, first, last], [place + 1, part[place - 1]?.i ?? -1, part[0].i, part.filter((r) => r.k === ROWS[i].k).at(-1).i]);
  }
});

test('of several rows with the greatest key max_by takes the last', async () => {
  assert.deepEqual(await answers('SELECT max_by(i, k), min_by(i, k) FROM t'), [[497, 498]]);
});
