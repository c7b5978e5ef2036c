// Calls of functions: looked up, counted, coerced, and built by their row of the table.

import '../functions/all.mjs';
import { lookup, allFunctions } from '../functions/registry.mjs';
import { SPARK_FUNCTIONS } from '../functions/spark-functions.mjs';
import { fail, refuse } from '../errors.mjs';
import { implicitType } from '../types/coercion.mjs';
import { sqlName } from '../types/types.mjs';
import { aggregateNode } from './aggregates.mjs';
import { coerce } from './casting.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { isLambda, lambdaArguments } from './lambdas.mjs';
import { argumentWrong } from './mismatch.mjs';
import { node } from './node.mjs';
import { closest } from './suggest.mjs';
import { windowNode } from './windows.mjs';

export function analyseCall(ast, ctx, analyse) {
  const row = find(ast, ctx);
  rejectMisplaced(ast, row);
  const args = row.lambda ? lambdaArguments(ast, row, ctx, analyse) : plainArguments(ast, row, ctx, analyse);
  const call = { ast, row, args, ctx, analyse, pos: ast.pos, name: ast.name[0].toLowerCase() };
  if (ast.over) return windowNode(call);
  if (row.windowOnly) fail('WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE', `Window function "${row.own.toUpperCase()}()" requires an OVER clause.`, ast.pos);
  if (row.aggregate) return aggregateNode(call);
  return scalarNode(call);
}

function find({ name, pos }, ctx) {
  if (name.length === 1 && name[0].toLowerCase() === 'identifier') refuse('IDENTIFIER()', pos);
  const key = name.length === 1 ? name[0].toLowerCase() : undefined;
  const row = key && lookup(key);
  if (row) return row;
  if (key && SPARK_FUNCTIONS.has(key)) refuse(`the function ${key}`, pos);
  ctx.session.refusals.checkFunction(name);
  const shown = name.map((n) => `\`${n}\``).join('.');
  const near = key ? closest(key, allFunctions().map((f) => ({ text: f.name, shown: f.name }))).filter((n) => n[0] === key[0]).slice(0, 2) : [];
  const hint = near.length > 0 ? ` Near names: ${near.join(', ')}.` : '';
  return fail('UNRESOLVED_ROUTINE', `Cannot resolve function ${shown} on search path [\`system\`.\`builtin\`, \`system\`.\`session\`, \`spark_catalog\`.\`default\`].${hint}`, pos);
}

function rejectMisplaced(ast, row) {
  const word = row.name;
  if (ast.distinct && !row.aggregate) {
    fail('INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX', `The function \`${word}\` does not support DISTINCT.`, ast.pos);
  }
  if (ast.filter && !row.aggregate) fail('INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX', `The function \`${word}\` does not support FILTER clause.`, ast.pos);
  if (ast.ignoreNulls && !row.nullTreatment) {
    fail('INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX', `The function \`${word}\` does not support IGNORE NULLS.`, ast.pos);
  }
  if (ast.over && !row.aggregate && !row.windowOnly) {
    fail('UNSUPPORTED_EXPR_FOR_WINDOW', `Expression "${word}" not supported within a window function.`, ast.pos);
  }
}

function plainArguments(ast, row, ctx, analyse) {
  if (ast.args.length === 1 && ast.args[0].k === 'star') return starArguments(ast, row, ctx);
  return ast.args.map((a) => {
    if (a.k === 'star') return row.own === 'struct' || row.own === 'count' ? refuse(`${row.own} with *`, a.pos) : analyse(a, ctx);
    if (isLambda(a)) return fail('INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION', `A lambda function should only be used in a higher order function, which ${row.own} is not.`, a.pos);
    return analyse(a, ctx);
  });
}

function starArguments(ast, row, ctx) {
  if (row.own === 'count' && !ast.distinct && ast.args[0].qualifier.length === 0) return [];
  if (row.own === 'struct' || row.own === 'hash' || row.own === 'xxhash64' || row.own === 'concat_ws' || row.own === 'count') return ctx.expandStar ? ctx.expandStar(ast.args[0]) : refuse(`${row.own}(*)`, ast.pos);
  return fail('INVALID_USAGE_OF_STAR_OR_REGEX', `Invalid usage of '*' in expression "${row.own}".`, ast.pos);
}

/** Checks the number of arguments and casts each to what its parameter asks for. */
export function checkedArguments({ row, args, pos }, name) {
  const params = row.params ?? [];
  const min = row.min ?? params.length;
  const max = row.rest ? Infinity : params.length;
  if (args.length < min || args.length > max) wrongNumber(row, min, max, args.length, pos);
  return args.map((a, i) => {
    const wanted = params[i] ?? row.rest;
    const type = implicitType(a.type, wanted);
    if (!type) return argumentWrong(name, i + 1, wantedText(wanted), a, pos);
    return coerce(a, type);
  });
}

export function wrongNumber(row, min, max, actual, pos) {
  const wanted = max === Infinity ? `> ${min - 1}` : min === max ? `${min}` : `[${Array.from({ length: max - min + 1 }, (_, i) => min + i).join(', ')}]`;
  return fail('WRONG_NUM_ARGS.WITHOUT_SUGGESTION', `The \`${row.name}\` requires ${wanted} parameters but the actual number is ${actual}.`, pos);
}

const wantedText = (wanted) => {
  if (Array.isArray(wanted)) return `(${wanted.map(wantedText).join(' or ')})`;
  return `"${typeof wanted === 'string' ? wanted.toUpperCase() : sqlName(wanted)}"`;
};

export const callName = (row, args) => `${row.shown ?? row.name}(${args.map((a) => a.shown).join(', ')})`;

function scalarNode(call) {
  const { row, args } = call;
  const name = callName(row, args);
  if (row.build) return row.build({ ...call, shown: name });
  const checked = checkedArguments(call, name);
  const types = checked.map((a) => a.type);
  const type = typeof row.result === 'function' ? row.result(types, checked, call) : row.result;
  const nullable = row.nullable ?? checked.some((a) => a.nullable);
  return node({
    type, name, args: checked, nullable, volatile: row.volatile, fails: row.fails, emit: emitter(row, types, type, checked),
  });
}

function emitter(row, types, type, nodes) {
  if (row.sql) return (...sqls) => row.sql(...sqls, { types, type, nodes });
  const key = row.params?.every(isFixed) && !row.rest && types.length === row.params.length ? row.own : `${row.own}_${types.map(typeKey).join('_')}`;
  const fn = row.jsFor ? row.jsFor(types, type) : row.js;
  return jsFunction(`f_${key}`, types, type, fn, { nulls: row.nulls, volatile: row.volatile });
}

const isFixed = (p) => typeof p === 'object' && !Array.isArray(p);
const keys = new Map();

function typeKey(type) {
  if (!keys.has(type.ddl)) keys.set(type.ddl, `${type.kind}${keys.size}`);
  return keys.get(type.ddl);
}
