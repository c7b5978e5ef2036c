// Casts as nodes: the ones a query writes, and the ones that Spark adds without showing them in names.

import { canCast, canTryCast } from '../casts/allowed.mjs';
import { castSql } from '../casts/cast.mjs';
import { fail, refuse } from '../errors.mjs';
import { loses } from '../types/coercion.mjs';
import { isNested, sameType, sqlName } from '../types/types.mjs';
import { literal, nullLiteral } from './literals.mjs';
import { node } from './node.mjs';

/** A cast that type rules add: the name stays. */
export function coerce(e, type) {
  if (sameType(e.type, type)) return e.type === type ? e : e.with({ type });
  if (e.literal && e.value === null) return nullLiteral(type, e.name);
  if (e.literal && typeof e.value === 'bigint' && type.bits) return widened(e, type);
  return converted(e, type, false, e.name, e.nestedName);
}

const widened = (e, type) => (type.bits >= (e.type.bits ?? 0) && e.type.bits ? literal(type, e.value, e.name) : converted(e, type, false, e.name, e.nestedName));

/** CAST or TRY_CAST as written; Spark leaves one to an array, a map or a struct out of the column's name. */
export function castNode(e, type, attempt, pos) {
  const word = attempt ? 'TRY_CAST' : 'CAST';
  const shown = type.declared ? sqlName({ ddl: type.declared }) : sqlName(type);
  const name = isNested(type) ? e.shown : `${word}(${e.shown} AS ${shown})`;
  const target = type.declared ? plainString(type) : type;
  if (!(attempt ? canTryCast : canCast)(e.type, target)) {
    fail('DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION', `Cannot resolve "${name}" due to data type mismatch: cannot cast "${sqlName(e.type)}" to "${shown}".`, pos);
  }
  rejectSpecialDate(e, target, pos);
  return aliasedAsChild(converted(e, target, attempt, name), e);
}

/** As a column of a SELECT a cast of a column has the column's name. */
export const aliasedAsChild = (cast, e) => (e.column || e.nestedName ? cast.with({ itemName: e.name }) : cast);

const plainString = ({ declared, ...type }) => Object.freeze(type);

function converted(e, type, attempt, name, nestedName) {
  return node({
    type, name, nestedName, args: [e], nullable: e.nullable || attempt || loses(e.type, type),
    emit: (sql) => castSql(sql, e.type, type, attempt),
  });
}

const SPECIAL = new Set(['epoch', 'now', 'today', 'yesterday', 'tomorrow']);

// Spark reads these words only where the text is known before the query runs.
function rejectSpecialDate(e, type, pos) {
  if (type.kind !== 'date' && type.kind !== 'timestamp' && type.kind !== 'timestamp_ntz') return;
  if (e.type.kind === 'string' && e.literal && e.value !== null && SPECIAL.has(e.value.trim().toLowerCase())) {
    refuse(`the special ${type.ddl} '${e.value.trim()}'`, pos);
  }
}
