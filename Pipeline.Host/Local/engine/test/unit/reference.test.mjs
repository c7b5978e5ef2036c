import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { reference } from '../../manual/reference.mjs';

test('docs/spark-sql.md says what the engine does now', () => {
  const page = fs.readFileSync(new URL('../../../../../docs/spark-sql.md', import.meta.url), 'utf8');
  assert.ok(page === reference(), 'docs/spark-sql.md is stale; in Pipeline.Host/Local/engine, this writes it anew: node manual/write.mjs');
});
