import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setInOrder } from '../../functions/hash-order.mjs';
import { BOOLEAN, INT, LONG, STRING } from '../../types/types.mjs';

test('a set has the order of its hash table', () => {
  assert.deepEqual(setInOrder(INT, 3)([3000, 4600, 4100, 3000, 3000, 3300, 3900, 3000, 2000, 4100]), [4600, 3000, 3900, 4100, 3300, 2000]);
  assert.deepEqual(setInOrder(LONG, 3)([2n, 5n, 5n]), [5n, 2n]);
  assert.deepEqual(setInOrder(INT, 1)([2, 1, 2]), [1, 2]);
  assert.deepEqual(setInOrder(BOOLEAN, 1)([]), []);
});

test('a table that grows loses nothing', () => {
  const all = Array.from({ length: 1000 }, (_, i) => `text ${i}`);
  assert.deepEqual(setInOrder(STRING, 3)([...all, ...all]).sort(), [...all].sort());
});
