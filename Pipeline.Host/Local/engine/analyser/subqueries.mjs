// Subqueries inside expressions: scalar, IN, EXISTS.

import { fail, refuse } from '../errors.mjs';
import { commonType } from '../types/coercion.mjs';
import { BOOLEAN, isNested } from '../types/types.mjs';
import { coerce } from './casting.mjs';
import { inputsDiffer } from './mismatch.mjs';
import { node } from './node.mjs';
import { analyseQuery } from './queries.mjs';

// The inner query sees the names around it; which of them it used decides whether it is correlated.
function inner(ast, ctx) {
  if (ctx.noSubqueries) refuse(`a subquery in ${ctx.noSubqueries}`, ast.pos);
  if (ctx.variables?.size > 0) refuse('a subquery in a lambda', ast.pos);
  const used = [];
  const relation = analyseQuery(ast.query, {
    ...ctx, scope: undefined, outer: ctx.scope, correlated: (col, pos) => { used.push(col); ctx.seeOuter?.(col, pos); },
  });
  return { relation, correlated: used.length > 0, columns: used };
}

// The columns around that the inner query uses must be there after grouping too, so they are arguments of the node.
function outerArgs(columns) {
  return [...new Set(columns)].map((col) => node({ type: col.type, nullable: col.nullable, name: col.name, emit: () => col.sql, column: col }));
}

export function scalarSubquery(ast, ctx) {
  const { relation, correlated, columns } = inner(ast, ctx);
  if (relation.columns.length !== 1) {
    fail('INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN', `Invalid subquery: Scalar subquery must return only one column, but got ${relation.columns.length}.`, ast.pos);
  }
  if (correlated && !relation.single) {
    fail('UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY', 'Unsupported subquery expression: Correlated scalar subqueries must be aggregated to return at most one row.', ast.pos);
  }
  rejectDeep(relation, correlated, ast);
  const [col] = relation.columns;
  return node({
    type: col.type, nullable: true, name: 'scalarsubquery()', subquery: true, correlated, args: outerArgs(columns),
    emit: () => `(SELECT ${col.sql} FROM ${relation.sql})`,
  });
}

// Where Spark can pull a correlated condition out of a subquery is a long list; a plain SELECT with WHERE is on it.
function rejectDeep(relation, correlated, ast) {
  if (correlated && relation.deepCorrelation) refuse('a subquery that uses outer columns elsewhere than in its WHERE', ast.pos);
}

export function existsQuery(ast, ctx) {
  const { relation, correlated, columns } = inner(ast, ctx);
  rejectDeep(relation, correlated, ast);
  const args = outerArgs(columns);
  const shown = args.length === 0 ? 'exists()' : `exists(${args.map((a) => a.name).join(', ')})`;
  return node({ type: BOOLEAN, nullable: false, name: shown, subquery: true, existence: true, correlated, args, emit: () => `EXISTS (SELECT 1 FROM ${relation.sql})` });
}

export function inQuery(ast, ctx, analyse) {
  const values = ast.e.k === 'row' ? ast.e.items.map((i) => analyse(i.e, ctx)) : [analyse(ast.e, ctx)];
  const { relation, correlated, columns } = inner(ast, ctx);
  rejectDeep(relation, correlated, ast);
  const shown = values.length === 1 ? values[0].shown : `named_struct(${values.map((v) => `${v.shown}, ${v.shown}`).join(', ')})`;
  const name = `(${shown} IN (listquery()))`;
  if (relation.columns.length !== values.length) {
    fail('DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH', `Cannot resolve "${name}" due to data type mismatch: The number of columns in the left hand side of an IN subquery does not match the number of columns in the output of the subquery.`, ast.pos);
  }
  const types = values.map((v, i) => {
    const type = commonType([v.type, relation.columns[i].type]);
    if (!type) inputsDiffer(name, 'in', [v.type, relation.columns[i].type], ast.pos);
    if (isNested(type)) refuse(`IN with values of the type ${type.ddl}`, ast.pos);
    return type;
  });
  const items = relation.columns.map((c, i) => coerce(node({ type: c.type, nullable: c.nullable, name: c.name, emit: () => c.sql }), types[i]).sql);
  const args = [...values.map((v, i) => coerce(v, types[i])), ...outerArgs(columns)];
  const nullable = args.some((a) => a.nullable) || relation.columns.some((c) => c.nullable);
  if (values.length === 1) {
    return node({ type: BOOLEAN, nullable, name, subquery: true, correlated, args, oftenUnknown: nullable, emit: (v) => `(${v} IN (SELECT ${items[0]} FROM ${relation.sql}))` });
  }
  // As a filter, rows for which the answer is NULL and rows for which it is false are the same.
  return node({
    type: BOOLEAN, nullable, name, subquery: true, correlated, args, onlyAsFilter: true,
    emit: (...sqls) => `EXISTS (SELECT 1 FROM ${relation.sql} WHERE ${items.map((item, i) => `${item} = ${sqls[i]}`).join(' AND ')})`,
  });
}
