import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laidOut } from '../../output/sql-layout.mjs';

test('clauses begin lines and subqueries are indented', () => {
  assert.equal(laidOut("SELECT a, max(b, 2) AS m FROM (SELECT left(x, 1) AS a FROM t) AS r LEFT JOIN u ON (a = c) WHERE a IN (1, 2) ORDER BY a"),
    ['SELECT a,', '  max(b, 2) AS m', 'FROM (', '  SELECT left(x, 1) AS a', '  FROM t', ') AS r', 'LEFT JOIN u ON (a = c)', 'WHERE a IN (1, 2)', 'ORDER BY a'].join('\n'));
});

test('nothing but blanks outside of texts is changed', () => {
  const sql = `CREATE TEMP TABLE c AS SELECT 'a  FROM (SELECT', "x  WHERE", f(CASE WHEN a IS DISTINCT FROM b THEN '''' END) FROM (VALUES (1, 2)) AS t UNION ALL SELECT 1 GROUP BY 1`;
  const bare = (text) => text.replace(/'(?:[^']|'')*'|"[^"]*"|\s+/g, (m) => (/^\s/.test(m) ? '' : m));
  assert.equal(bare(laidOut(sql)), bare(sql));
});
