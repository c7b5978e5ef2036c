// Random statements over every function of the engine's table: each gives an answer of its schema's types or an error in words of the
// engine's own, never a message of DuckDB, a fault of this program or a value of another type. A failure prints the seed and the
// shortest statement found; EXPRESSION_SEED and EXPRESSION_RUNS run others.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { analyseRelation } from '../../analyser/from.mjs';
import { Scope } from '../../analyser/scope.mjs';
import { Refusal, SparkError } from '../../errors.mjs';
import { Needs } from '../../session/needs.mjs';
import { Session } from '../../session/session.mjs';
import { fault } from '../support/conforms.mjs';
import { Choices, FUNCTIONS, Writer } from '../support/expressions.mjs';
import { parseRaw } from '../support/raw-json.mjs';
import { viewOf } from '../support/samples.mjs';

const TABLE = 't';
const SEED = Number(process.env.EXPRESSION_SEED ?? 20161122);
const RUNS = Number(process.env.EXPRESSION_RUNS ?? 2000);

let session;
let columns;
before(async () => {
  session = await Session.open({ threads: 1 });
  await session.execute(viewOf(TABLE));
  session.needs = new Needs();
  ({ columns } = await session.analyse(() => analyseRelation({ k: 'table', name: [TABLE], pos: 0 }, session.context())));
});
after(() => session.close());

function statementOf({ row, numbers }) {
  const context = { ...session.context(), scope: new Scope(columns), windows: new Map() };
  return new Writer(new Choices(numbers), context, columns).statement(FUNCTIONS[row], TABLE);
}

// What a refusal may not say: that DuckDB, or the engine itself, gave something nobody thought of.
const UNFORESEEN = /^(?:what this statement became for the database|an expression of this statement|the column .* came out as)/;

/** What is wrong with the answer to a statement, or null. */
async function wrong(sql, seen) {
  try {
    const { schema, data, text } = await session.execute(sql);
    seen.answered++;
    const { fields } = JSON.parse(schema);
    return parseRaw(data).flatMap((row, r) => row.map((value, i) => fault(value, text[r][i], fields[i]))).find((f) => f !== null) ?? null;
  } catch (error) {
    if (error instanceof SparkError) return null;
    if (!(error instanceof Refusal)) return error.stack;
    return UNFORESEEN.test(error.what) ? `${error.what}: ${error.detail ?? ''}` : null;
  }
}

test('random expressions give values of their types, or an error that the engine foresaw', { timeout: 300000 }, async () => {
  const seen = { answered: 0 };
  const choices = fc.record({ row: fc.nat(FUNCTIONS.length - 1), numbers: fc.array(fc.nat(0xffff), { minLength: 40, maxLength: 80, size: 'max' }) });
  await fc.assert(fc.asyncProperty(choices, async (chosen) => {
    const sql = statementOf(chosen);
    const found = await wrong(sql, seen);
    if (found !== null) throw new Error(`${sql}\n${found}`);
  }), { seed: SEED, numRuns: RUNS });
  assert.ok(seen.answered > RUNS / 2, `only ${seen.answered} of ${RUNS} statements were answered: this tests little`);
});
