// UNION, INTERSECT, EXCEPT: by position, the columns widened to common types, named after the first query.

import { fail, refuse } from '../errors.mjs';
import { widerWithText } from '../types/coercion.mjs';
import { contains, sameType, sqlName } from '../types/types.mjs';
import { coerce } from './casting.mjs';
import { node } from './node.mjs';
import { selectSql } from './relation.mjs';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const ordinal = (i) => ORDINALS[i] ?? `${i + 1}th`;

export function analyseSetOperation(ast, ctx, visit) {
  const deep = { ...ctx, correlated: ctx.correlated && ((col, pos) => refuse(`the outer column ${col.name} in a set operation`, pos)) };
  const [left, right] = [visit(ast.left, deep), visit(ast.right, deep)];
  if (left.columns.length !== right.columns.length) {
    fail('NUM_COLUMNS_MISMATCH', `${ast.op.toUpperCase()} can only be performed on inputs with the same number of columns, but the first input has `
      + `${left.columns.length} columns and the second input has ${right.columns.length} columns.`, ast.pos);
  }
  const columns = left.columns.map((c, i) => common(c, right.columns[i], i, ast));
  const word = `${ast.op.toUpperCase()}${ast.all ? ' ALL' : ''}`;
  return { sql: `${side(left, columns, 'a')} ${word} ${side(right, columns, 'b')}`, columns, deepCorrelation: true, scans: [...(left.scans ?? []), ...(right.scans ?? [])], fails: left.fails || right.fails, volatile: left.volatile || right.volatile };
}

function common(l, r, i, ast) {
  const type = widerWithText(l.type, r.type) ?? (ast.op === 'union' && alike(l.type, r.type) ? l.type : null);
  if (!type) {
    fail('INCOMPATIBLE_COLUMN_TYPE', `${ast.op.toUpperCase()} can only be performed on tables with compatible column types. The ${ordinal(i)} column of the `
      + `second table is "${sqlName(r.type)}" type which is not compatible with "${sqlName(l.type)}" at the same column of the first table.`, ast.pos);
  }
  if (!(ast.op === 'union' && ast.all) && contains(type, (t) => t.kind === 'map')) {
    fail('UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE', `The feature is not supported: Cannot have MAP type columns in DataFrame which calls set operations (${ast.op}, etc.).`, ast.pos);
  }
  return { name: l.name, type, nullable: ast.op === 'union' ? l.nullable || r.nullable : l.nullable };
}

// A UNION does not look at the names of structs' fields: the first query's stand.
function alike(a, b) {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'array') return alike(a.element, b.element);
  if (a.kind === 'map') return alike(a.key, b.key) && alike(a.value, b.value);
  if (a.kind === 'struct') return a.fields.length === b.fields.length && a.fields.every((f, i) => alike(f.type, b.fields[i].type));
  return sameType(a, b);
}

// Each side in parentheses of its own, so that its ORDER BY and LIMIT stay its own.
function side(body, columns, alias) {
  const nodes = body.columns.map((c, i) => coerce(node({ type: c.type, nullable: c.nullable, name: c.name, emit: () => `${alias}.c${i}` }), columns[i].type));
  return `(${selectSql(nodes, `(${body.sql}) AS ${alias}`)})`;
}
