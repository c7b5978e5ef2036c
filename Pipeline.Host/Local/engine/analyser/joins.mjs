// Joins of all kinds: ON, USING, NATURAL, LATERAL; what stays in sight of both sides, and what may be NULL.

import { fail, refuse } from '../errors.mjs';
import { comparisonType } from '../types/coercion.mjs';
import { analyse } from './expressions.mjs';
import { analyseQuery } from './queries.mjs';
import { uncertain } from '../csv/filters.mjs';
import { coerce } from './casting.mjs';
import { named } from './from.mjs';
import { hasAggregate, hasGenerator, hasSubquery, hasWindow } from './node.mjs';
import { condition } from './predicates.mjs';
import { columnNode, column, Scope } from './scope.mjs';
import { lateralFunction } from './table-functions.mjs';
import { rejectFilterOnly } from './select.mjs';
import { operandsDiffer } from './mismatch.mjs';

const WORDS = { inner: 'JOIN', cross: 'CROSS JOIN', left: 'LEFT JOIN', right: 'RIGHT JOIN', full: 'FULL JOIN', semi: 'SEMI JOIN', anti: 'ANTI JOIN' };

export function analyseJoin(ast, ctx, visit) {
  const left = visit(ast.left, ctx);
  if (ast.right.k === 'lateral') return lateralJoin(ast, left, ctx);
  const right = visit(ast.right, ctx);
  const deepCorrelation = left.deepCorrelation || right.deepCorrelation;
  const scans = [...(left.scans ?? []), ...(right.scans ?? [])];
  const hazards = { scans, fails: left.fails || right.fails, volatile: left.volatile || right.volatile };
  if (ast.type !== 'cross') uncertain(scans);
  if (ast.natural && ast.type === 'cross') fail('INCOMPATIBLE_JOIN_TYPES', 'The join types NATURAL and CROSS are incompatible.', ast.pos);
  if (ast.using || ast.natural) return { ...keyJoin(ast, left, right, deepCorrelation), ...hazards };
  const on = ast.on && onCondition(ast.on, [...left.columns, ...right.columns], ctx);
  return { sql: `${left.sql} ${joinSql(ast.type, right.sql, on?.sql)}`, columns: joinedColumns(ast.type, left, right), deepCorrelation, ...hazards };
}

function joinSql(type, right, on) {
  const grouped = / JOIN /.test(right) && !/^\(.*\) AS r\d+$/s.test(right) ? `(${right})` : right;
  if (on === undefined) return type === 'inner' || type === 'cross' ? `CROSS JOIN ${grouped}` : `${WORDS[type]} ${grouped} ON true`;
  return `${WORDS[type === 'cross' ? 'inner' : type]} ${grouped} ON ${on}`;
}

function onCondition(ast, columns, ctx) {
  const e = condition(analyse(ast, {
    ...ctx, scope: new Scope(columns, ctx.outer ?? null), noAggregates: (pos) => fail('INVALID_JOIN_CONDITION', 'Aggregate functions are not allowed in a join condition.', pos),
    noWindows: (pos) => fail('INVALID_JOIN_CONDITION', 'Window functions are not allowed in a join condition.', pos),
  }), ast.pos);
  if (hasAggregate(e) || hasWindow(e) || hasGenerator(e)) refuse('such a join condition', ast.pos);
  if (hasSubquery(e)) refuse('a subquery in a join condition', ast.pos);
  rejectFilterOnly(e, true);
  return e;
}

const asNullable = (c) => column({ ...c, nullable: true });

function joinedColumns(type, left, right) {
  if (type === 'semi' || type === 'anti') return left.columns;
  return [
    ...(type === 'right' || type === 'full' ? left.columns.map(asNullable) : left.columns),
    ...(type === 'left' || type === 'full' ? right.columns.map(asNullable) : right.columns),
  ];
}

function keyJoin(ast, left, right, deepCorrelation) {
  const names = ast.natural ? sharedNames(left, right) : ast.using;
  const keys = names.map((name) => ({ name, l: only(left, name, 'left', ast), r: only(right, name, 'right', ast) }));
  if (keys.length === 0) return { sql: `${left.sql} ${joinSql(ast.type, right.sql)}`, columns: joinedColumns(ast.type, left, right), deepCorrelation };
  const on = keys.map(({ l, r }) => equal(l, r, ast)).join(' AND ');
  const sql = `${left.sql} ${joinSql(ast.type, right.sql, on)}`;
  const rest = (columns, side) => columns.filter((c) => !c.hidden && !keys.some((k) => k[side] === c));
  const merged = keys.map((k) => mergedKey(ast.type, k));
  const keyColumns = new Set(keys.flatMap((k) => [k.l, k.r]));
  if (ast.type === 'semi' || ast.type === 'anti') return { sql, columns: [...keys.map((k) => k.l), ...rest(left.columns, 'l')], deepCorrelation };
  const all = joinedColumns(ast.type, left, right);
  const originals = [...left.columns, ...right.columns];
  // Under their qualified names the keys of both sides stay in sight; the one that the merged key is, is there already.
  const kept = all.map((c, i) => [c, originals[i]]);
  const shown = new Set(ast.type === 'full' ? [] : keys.map((k) => (ast.type === 'right' ? k.r : k.l)));
  const hidden = kept.filter(([, o]) => keyColumns.has(o) && o.qualifier && !shown.has(o)).map(([c]) => column({ ...c, hidden: true, qualifiedOnly: true }));
  const plain = kept.filter(([, o]) => !keyColumns.has(o)).map(([c]) => c);
  return { sql, columns: [...merged, ...plain.filter((c) => !c.hidden), ...hidden, ...plain.filter((c) => c.hidden)], deepCorrelation };
}

function sharedNames(left, right) {
  const keys = new Set(right.columns.filter((c) => !c.hidden).map((c) => c.key));
  return left.columns.filter((c) => !c.hidden && keys.has(c.key)).map((c) => c.name);
}

function only(relation, name, side, ast) {
  const found = relation.columns.filter((c) => !c.hidden && c.key === name.toLowerCase());
  if (found.length === 0) {
    fail('UNRESOLVED_USING_COLUMN_FOR_JOIN', `USING column \`${name}\` cannot be resolved on the ${side} side of the join. The ${side}-side columns: [${relation.columns.map((c) => `\`${c.name}\``).join(', ')}].`, ast.pos);
  }
  if (found.length > 1) fail('AMBIGUOUS_REFERENCE', `Reference \`${name}\` is ambiguous on the ${side} side of the join.`, ast.pos);
  return found[0];
}

function equal(l, r, ast) {
  const [a, b] = [columnNode(l), columnNode(r)];
  const type = comparisonType(a.type, b.type);
  if (!type) operandsDiffer(`(${l.name} = ${r.name})`, a, b, ast.pos);
  return `${coerce(a, type).sql} = ${coerce(b, type).sql}`;
}

function mergedKey(type, { name, l, r }) {
  if (type === 'right') return column({ ...r, name: l.name });
  if (type !== 'full') return column({ ...l });
  if (l.type !== r.type) refuse(`a FULL JOIN over the key ${name} of two types`);
  return column({ name: l.name, qualifier: null, type: l.type, nullable: l.nullable || r.nullable, sql: `coalesce(${l.sql}, ${r.sql})` });
}

function lateralJoin(ast, left, ctx) {
  if (!['inner', 'cross', 'left'].includes(ast.type)) {
    fail('INVALID_LATERAL_JOIN_TYPE', `The ${ast.type.toUpperCase()} JOIN with LATERAL correlation is not allowed because an OUTER subquery cannot correlate to its join partner.`, ast.pos);
  }
  if (ast.using || ast.natural) refuse('LATERAL with USING or NATURAL', ast.pos);
  const right = lateralSide(ast.right.of, left, ctx);
  const on = ast.on && onCondition(ast.on, [...left.columns, ...right.columns], ctx);
  const lead = left.sql === '' ? '(SELECT 1) AS one' : left.sql;
  return {
    sql: `${lead} ${ast.type === 'left' ? 'LEFT JOIN' : 'JOIN'} LATERAL ${right.sql} ON ${on ? on.sql : 'true'}`,
    columns: joinedColumns(ast.type, left, right), deepCorrelation: left.deepCorrelation, scans: [...(left.scans ?? []), ...(right.scans ?? [])], fails: true,
  };
}

function lateralSide(of, left, ctx) {
  const scope = new Scope(left.columns, ctx.outer ?? null);
  if (of.k === 'tableFunction') return named(lateralFunction(of, { ...ctx, scope }), of);
  if (of.k !== 'derived') refuse('LATERAL of anything but a subquery or a function', of.pos);
  const relation = analyseQuery(of.query, { ...ctx, outer: scope, correlated: () => {} });
  if (relation.deepCorrelation) refuse('a LATERAL subquery that uses outer columns elsewhere than in its WHERE', of.pos);
  return named({ ...relation, columns: relation.columns.map((c) => column({ ...c, qualifier: null })) }, of);
}
