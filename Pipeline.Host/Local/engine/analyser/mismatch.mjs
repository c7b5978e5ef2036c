// The errors of operands and arguments whose types do not fit.

import { fail, refuse } from '../errors.mjs';
import { isInterval, sqlName } from '../types/types.mjs';

// Spark takes intervals in more places than are known here.
const rejectIntervals = (types, pos) => { if (types.some(isInterval)) refuse('intervals in this operation', pos); };

export function operandsDiffer(name, l, r, pos) {
  rejectIntervals([l.type, r.type], pos);
  return fail('DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES', `Cannot resolve "${name}" due to data type mismatch: the left and right operands of the `
    + `binary operator have incompatible types ("${sqlName(l.type)}" and "${sqlName(r.type)}").`, pos);
}

export function operandWrong(name, wanted, type, pos) {
  rejectIntervals([type], pos);
  return fail('DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE', `Cannot resolve "${name}" due to data type mismatch: the binary operator requires the `
    + `input type ${wanted}, not "${sqlName(type)}".`, pos);
}

export function argumentWrong(name, position, wanted, arg, pos) {
  rejectIntervals([arg.type], pos);
  return fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve "${name}" due to data type mismatch: Parameter ${position} requires the `
    + `${wanted} type, however "${arg.shown}" has the type "${sqlName(arg.type)}".`, pos);
}

export function inputsDiffer(name, fn, types, pos) {
  return fail('DATATYPE_MISMATCH.DATA_DIFF_TYPES', `Cannot resolve "${name}" due to data type mismatch: Input to \`${fn}\` should all be the same `
    + `type, but it's [${types.map((t) => `"${sqlName(t)}"`).join(', ')}].`, pos);
}
