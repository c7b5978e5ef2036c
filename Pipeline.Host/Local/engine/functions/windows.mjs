// Functions that stand with OVER only.

import { refuse } from '../errors.mjs';
import { callName, checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { nullLiteral, intLiteral } from '../analyser/literals.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { DOUBLE, INT, sameType } from '../types/types.mjs';
import { define, topic } from './registry.mjs';

topic('Windows');

// The ranks take arguments, which mean nothing.
const rank = (name, result, extra) => define(name, {
  windowOnly: true, fixedFrame: 'row', nullable: false, ...extra,
  build: (call) => {
    if (!extra.upper && call.args.length > 0) wrongNumber(call.row, 0, 0, call.args.length, call.pos);
    return { args: [], name: `${call.row.shown ?? name}()`, shownFrame: extra.shownFrame, type: result, nullable: false, aggregateSql: (_sqls, clause) => `CAST(${name}()${clause} AS ${result.duck})` };
  },
});
rank('row_number', INT, { byRow: true });
rank('rank', INT, { upper: true });
rank('dense_rank', INT, { upper: true });
rank('percent_rank', DOUBLE, { upper: true });
rank('cume_dist', DOUBLE, { shownFrame: 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW' });

define('ntile', {
  windowOnly: true, fixedFrame: 'row', byRow: true, params: [INT], min: 0,
  build: (call) => {
    const [n] = call.args.length > 0 ? checkedArguments(call, call.shown) : [intLiteral(1)];
    if (!n.foldable || (n.literal && !(n.value > 0n))) argumentWrong(`ntile(${n.shown})`, 1, 'a positive foldable "INT"', n, call.pos);
    if (!n.literal) refuse('ntile of anything but a literal', call.pos);
    return { args: [n], name: `ntile(${n.shown})`, type: INT, nullable: false, aggregateSql: ([s], clause) => `CAST(ntile(${s})${clause} AS INTEGER)` };
  },
});

for (const word of ['lag', 'lead']) {
  define(word, { windowOnly: true, fixedFrame: 'none', byRow: true, params: ['any', INT, 'any'], min: 1, nullTreatment: true, build: (call) => shifted(call, word) });
}

function shifted(call, word) {
  const args = checkedArguments(call, call.shown);
  const [x, offset = intLiteral(1), fallback = nullLiteral()] = args;
  if (!offset.literal || offset.value === null) refuse(`${word} with an offset that is no literal`, call.pos);
  if (fallback.type.kind !== 'void' && !sameType(fallback.type, x.type)) {
    if (!(fallback.literal && x.type.kind !== 'string')) refuse(`${word} with a default of another type`, call.pos);
  }
  const value = coerce(fallback, x.type);
  const skip = call.ast.ignoreNulls ? ' IGNORE NULLS' : '';
  const name = `${word}(${x.shown}, ${offset.shown}, ${fallback.shown})`;
  const distance = word === 'lag' ? -Number(offset.value) : Number(offset.value);
  const shownFrame = `ROWS BETWEEN ${distance} FOLLOWING AND ${distance} FOLLOWING`;
  return { args: [x, offset, value], name, shownFrame, type: x.type, nullable: true, aggregateSql: ([s, n, d], clause) => `${word}(${s}, ${n}, ${d}${skip})${clause}` };
}

define('nth_value', {
  windowOnly: true, unordered: true, params: ['any', INT], nullTreatment: true,
  build: (call) => {
    const [x, n] = checkedArguments(call, call.shown);
    if (!n.literal || n.value <= 0n) argumentWrong(call.shown, 2, 'a positive literal "INT"', n, call.pos);
    const skip = call.ast.ignoreNulls ? ' IGNORE NULLS' : '';
    return { args: [x, n], name: callName(call.row, call.args), type: x.type, nullable: true, aggregateSql: ([s, k], clause) => `nth_value(${s}, ${k}${call.within()}${skip})${clause}` };
  },
});
