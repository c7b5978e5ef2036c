// Functions with OVER: partitions, order, frames, and what Spark refuses of them.

import { fail, refuse } from '../errors.mjs';
import { INT, isNumeric, isWhole, sqlName } from '../types/types.mjs';
import { aggregateParts } from './aggregates.mjs';
import { callName, checkedArguments } from './calls.mjs';
import { coerce } from './casting.mjs';
import { hasWindow, node } from './node.mjs';

export function windowNode(call) {
  const { ast, ctx, row, pos } = call;
  if (ctx.noWindows) ctx.noWindows(pos);
  if (ast.filter) fail('_LEGACY_ERROR_TEMP_1030', 'window aggregate function with filter predicate is not supported yet.', pos);
  if (ast.distinct) fail('DISTINCT_WINDOW_FUNCTION_UNSUPPORTED', `Distinct window functions are not supported: "${callName(row, call.args)}".`, pos);
  const spec = resolveSpec(ast.over, ctx, pos);
  const visit = (e) => call.analyse(e, ctx);
  const partition = spec.partition.map(visit);
  const order = spec.order.map((o) => ({ ...o, node: visit(o.e) }));
  const ordinal = order.length > 0 ? ctx.ordinal : undefined;
  if (ordinal) ordinal.wanted = true;
  // Behind an argument whose values are taken in order, where equal keys make no row the first.
  const within = () => (ordinal?.active && !isByRow(row, spec.frame) ? ` ORDER BY ${order.map((o) => `${o.node.sql} ${direction(o)}`).join(', ')}, ${ordinal.sql}` : '');
  const fn = functionPart({ ...call, within }, order, spec.frame);
  const frame = frameOf(row, spec, order, ctx, call, pos);
  if ([...fn.args, ...partition, ...order.map((o) => o.node)].some(hasWindow)) refuse('a window function inside another', pos);
  return assemble(fn, partition, order, frame, isByRow(row, spec.frame) ? ordinal : undefined);
}

// Whether rows with equal keys are told apart: ranks and RANGE frames take them together.
const isByRow = (row, frame) => (row.windowOnly && row.fixedFrame ? row.byRow === true : frame?.unit === 'rows');

function resolveSpec(over, ctx, pos) {
  if (!over.name) return over;
  const found = ctx.windows?.get(over.name.toLowerCase());
  if (!found) fail('MISSING_WINDOW_SPECIFICATION', `Window specification is not defined in the WINDOW clause for \`${over.name}\`.`, pos);
  return found.name ? resolveSpec(found, ctx, pos) : found;
}

// The function without its OVER: {args, name, type, nullable, sql(sqls, clause)}.
function functionPart(call, order, frame) {
  const { row, pos, args } = call;
  if (row.windowOnly) {
    if (order.length === 0 && !row.unordered) {
      fail('_LEGACY_ERROR_TEMP_1037', `Window function ${callName(row, args)} requires window to be ordered, please add ORDER BY clause. `
        + `For example SELECT ${callName(row, args)}(value_expr) OVER (PARTITION BY window_partition ORDER BY window_ordering) from table.`, pos);
    }
    if (row.build) return row.build(call);
    const checked = checkedArguments(call, callName(row, args));
    const types = checked.map((a) => a.type);
    const type = typeof row.result === 'function' ? row.result(types) : row.result;
    return { args: checked, name: callName(row, args), type, nullable: row.nullable ?? true, aggregateSql: (sqls, clause) => row.sql(...sqls, { clause, types, type }) };
  }
  const part = aggregateParts({ ...call, inWindow: true });
  if (row.wholeWindow && (order.length > 0 || frame)) {
    fail('INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC', `Cannot specify ORDER BY or a window frame for \`${row.own}\`.`, pos);
  }
  if (row.noWindow || part.grouping) refuse(`${row.own} with OVER`, pos);
  return part;
}

function frameOf(row, spec, order, ctx, call, pos) {
  const { frame } = spec;
  if (row.windowOnly && row.fixedFrame) {
    if (frame && !sameFrame(frame, row.fixedFrame)) {
      fail('_LEGACY_ERROR_TEMP_1036', `Window Frame must match the required frame of ${row.own}.`, pos);
    }
    return null;
  }
  if (!frame) {
    return order.length > 0 ? { sql: 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW', shown: 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW' }
      : { sql: '', shown: 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING' };
  }
  if (frame.unit === 'range') checkRange(frame, order, pos);
  const [start, end] = [boundSql(frame.start, ctx, call, frame.unit, order), boundSql(frame.end, ctx, call, frame.unit, order)];
  rejectReversed(frame, pos);
  const sql = `${frame.unit.toUpperCase()} BETWEEN ${start.sql} AND ${end.sql}`;
  // DuckDB counts days between dates where they are numbers.
  const overDays = frame.unit === 'range' && [frame.start, frame.end].some((b) => b.offset) && order[0].node.type.kind === 'date';
  return { sql, overDays, shown: `${frame.unit.toUpperCase()} BETWEEN ${start.shown} AND ${end.shown}` };
}

const sameFrame = (frame, required) => required === 'row' && frame.unit === 'rows' && frame.start.at === 'first' && frame.end.at === 'current';

function checkRange(frame, order, pos) {
  const offsets = [frame.start, frame.end].some((b) => b.offset);
  if (order.length === 0) {
    if (frame.start.at !== 'first' || frame.end.at !== 'last') {
      fail('DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER', 'Cannot resolve the window: a range window frame cannot be used in an unordered window specification.', pos);
    }
  }
  if (!offsets) return;
  if (order.length !== 1) {
    fail('DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER', 'Cannot resolve the window: a range window frame with value boundaries cannot be used in a window specification with multiple order by expressions.', pos);
  }
  const { type } = order[0].node;
  if (!isNumeric(type) && type.kind !== 'date') refuse(`a RANGE frame with offsets over ${type.ddl}`, pos);
}

function boundSql(bound, ctx, call, unit, order) {
  switch (bound.at) {
    case 'first': return { sql: 'UNBOUNDED PRECEDING', shown: 'UNBOUNDED PRECEDING' };
    case 'last': return { sql: 'UNBOUNDED FOLLOWING', shown: 'UNBOUNDED FOLLOWING' };
    case 'current': return { sql: 'CURRENT ROW', shown: 'CURRENT ROW' };
    default: {
      const offset = call.analyse(bound.offset, ctx);
      if (!offset.literal || !isNumeric(offset.type)) refuse('a window frame whose bound is not a literal', call.pos);
      if (unit === 'rows' && offset.type !== INT) {
        fail('DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE', 'Cannot resolve the window frame: its bounds must be whole numbers.', call.pos);
      }
      const over = unit === 'range' ? order[0].node.type : INT;
      if (over.kind === 'date' && offset.type !== INT) {
        fail('DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND', `Cannot resolve the window frame: its bounds over days must be whole days, not "${sqlName(offset.type)}".`, call.pos);
      }
      if (!(offset.value >= 0) || (isWhole(over) && !isWhole(offset.type))) refuse('a window frame with such a bound', call.pos);
      const distance = over.kind === 'date' ? offset.sql : coerce(offset, over).sql;
      return { sql: `${unit === 'range' ? distance : offset.value} ${bound.at.toUpperCase()}`, shown: `${offset.name} ${bound.at.toUpperCase()}` };
    }
  }
}

const RANK = { first: -2, preceding: -1, current: 0, following: 1, last: 2 };

function rejectReversed({ start, end }, pos) {
  if (RANK[start.at] > RANK[end.at] || start.at === 'last' || end.at === 'first') {
    fail('DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON', 'Cannot resolve the window frame: its lower bound must be less than or equal to its upper bound.', pos);
  }
}

function assemble(fn, partition, order, frame, ordinal) {
  const counts = [fn.args.length, partition.length, order.length];
  const args = [...fn.args, ...partition, ...order.map((o) => o.node)];
  const emit = (...sqls) => {
    const [fnSqls, partitionSqls, orderSqls] = cut(sqls, counts);
    const parts = [];
    if (partitionSqls.length > 0) parts.push(`PARTITION BY ${partitionSqls.join(', ')}`);
    if (orderSqls.length > 0) parts.push(`ORDER BY ${[...orderSqls.map((s, i) => `${frame?.overDays ? `(${s} - DATE '1970-01-01')` : s} ${direction(order[i])}`), ...(ordinal?.active ? [ordinal.sql] : [])].join(', ')}`);
    if (frame?.sql) parts.push(frame.sql);
    return fn.aggregateSql(fnSqls, ` OVER (${parts.join(' ')})`);
  };
  return node({ type: fn.type, nullable: fn.nullable, window: true, args, emit, name: shownName(fn, partition, order, frame) });
}

function cut(list, counts) {
  let i = 0;
  return counts.map((n) => list.slice(i, (i += n)));
}

export const direction = ({ descending, nullsFirst }) => `${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;

function shownName(fn, partition, order, frame) {
  const parts = [];
  if (partition.length > 0) parts.push(`PARTITION BY ${partition.map((p) => p.shown).join(', ')}`);
  if (order.length > 0) parts.push(`ORDER BY ${order.map((o) => `${o.node.shown} ${direction(o)}`).join(', ')}`);
  parts.push(frame?.shown ?? fn.shownFrame ?? 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW');
  return `${fn.name} OVER (${parts.join(' ')})`;
}
