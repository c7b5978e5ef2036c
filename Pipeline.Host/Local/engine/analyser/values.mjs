// VALUES: rows of constants, the columns widened to common types in which text does not win over numbers.

import { fail, refuse } from '../errors.mjs';
import { commonType, widerWithoutText } from '../types/coercion.mjs';
import { VOID } from '../types/types.mjs';
import { analyse } from './expressions.mjs';
import { coerce } from './casting.mjs';
import { nextAlias, relationOf, renamed } from './relation.mjs';

export function analyseValues(ast, ctx) {
  const rows = ast.rows.map((row) => rowItems(row).map((e) => analyse(e, { ...ctx, scope: ctx.emptyScope, noAggregates: rejectAggregate, correlated: undefined })));
  const width = rows[0].length;
  rows.forEach((row, i) => {
    if (row.length !== width) {
      fail('INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH', `Invalid inline table. Inline table expected ${width} columns but found ${row.length} columns in row ${i}.`, ast.pos);
    }
    for (const cell of row) {
      if (!cell.foldable) fail('INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE', `Invalid inline table. Cannot evaluate the expression "${cell.shown}" in inline table definition.`, ast.pos);
    }
  });
  const columns = columnsOf(rows, width, ast);
  const body = bodyOf(rows, columns, ctx);
  const relation = ast.alias === undefined ? relationOf(body, ctx) : aliased(relationOf(body, ctx), ast);
  return { body: { ...body, columns: columns.map((c, i) => ({ ...c, name: relation.columns[i].name })) }, relation };
}

const rowItems = (row) => {
  if (row.k === 'row' && row.items.some((i) => i.alias)) return refuse('names within a row of VALUES', row.pos);
  if (row.k === 'row') return row.items.map((i) => i.e);
  if (row.k === 'call' && row.name.length === 1 && row.name[0].toLowerCase() === 'struct') return row.args;
  return [row];
};

const rejectAggregate = (pos) => fail('INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE', 'Invalid inline table. An aggregate function cannot be evaluated in it.', pos);

function columnsOf(rows, width, ast) {
  return Array.from({ length: width }, (_, i) => {
    const type = commonType(rows.map((r) => r[i].type), widerWithoutText);
    const name = ast.columns?.[i] ?? `col${i + 1}`;
    if (type === null) fail('INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE', `Invalid inline table. Found incompatible types in the column \`${name}\` for inline table.`, ast.pos);
    return { name: `col${i + 1}`, type: type ?? VOID, nullable: rows.some((r) => r[i].nullable) };
  });
}

function bodyOf(rows, columns, ctx) {
  const alias = nextAlias(ctx);
  const idents = columns.map((_, i) => `c${i}`).join(', ');
  const lines = rows.map((row) => `(${row.map((cell, i) => coerce(cell, columns[i].type).sql).join(', ')})`);
  return { sql: `SELECT ${idents} FROM (VALUES ${lines.join(', ')}) AS ${alias}(${idents})`, columns, local: true };
}

function aliased(relation, ast) {
  return renamed(relation, [ast.alias], ast.columns, (n) => fail('INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH',
    `Number of column aliases does not match number of columns. Number of column aliases: ${ast.columns.length}; number of columns: ${n}.`, ast.pos));
}
