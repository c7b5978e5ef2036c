// concat and ||: of text, of binary values, of arrays; NULL if any part is.

import { commonType } from '../types/coercion.mjs';
import { BINARY, isAtomic, STRING } from '../types/types.mjs';
import { coerce } from './casting.mjs';
import { literal } from './literals.mjs';
import { inputsDiffer } from './mismatch.mjs';
import { derived } from './node.mjs';

export function concat(args, pos) {
  const name = `concat(${args.map((a) => a.shown).join(', ')})`;
  const types = args.map((a) => a.type);
  if (args.length === 0) return literal(STRING, '', name);
  if (types.some((t) => t.kind === 'array')) return arrays(args, types, name, pos);
  if (types.every((t) => t === BINARY)) return derived({ type: BINARY, name, args, emit: (...sqls) => `(${sqls.join(' || ')})` });
  if (types.some((t) => !isAtomic(t) && t.kind !== 'void' && t.kind !== 'interval')) return inputsDiffer(name, 'concat', types, pos);
  const parts = args.map((a) => coerce(a, STRING));
  return derived({ type: STRING, name, args: parts, emit: (...sqls) => (sqls.length === 1 ? sqls[0] : `CAST((${sqls.join(' || ')}) AS VARCHAR)`) });
}

function arrays(args, types, name, pos) {
  const type = commonType(types);
  if (!type || type.kind !== 'array') return inputsDiffer(name, 'concat', types, pos);
  const parts = args.map((a) => coerce(a, type));
  return derived({
    type, name, args: parts,
    emit: (...sqls) => (sqls.length === 1 ? sqls[0]
      : `CASE WHEN ${sqls.map((s) => `${s} IS NULL`).join(' OR ')} THEN NULL ELSE list_concat(${sqls.join(', ')}) END`),
  });
}
