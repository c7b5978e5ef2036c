// Scalar functions written in JavaScript, known to DuckDB by name. They are declared anywhere in the engine and registered with each
// database; a declaration made while a statement is analysed is registered before that statement runs.

import bindings from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-api';
import { Refusal, SparkError } from '../errors.mjs';
import { duckType } from './types.mjs';
import { readColumn, writeColumn } from './vectors.mjs';

const declared = new Map();
const order = [];

/**
 * Declares a function and answers how to write a call of it. A NULL argument gives NULL without a call, unless opts.nulls; opts.volatile
 * keeps DuckDB from calling it once for all rows.
 */
export function jsFunction(name, params, returns, fn, opts = {}) {
  const known = declared.get(name);
  if (known) return known.call;
  const sqlName = `spark_${name}`;
  const call = (...args) => `${sqlName}(${args.join(', ')})`;
  const definition = { name: sqlName, params, returns, fn, opts, call };
  declared.set(name, definition);
  order.push(definition);
  return call;
}

/** Registers what was declared since last time; answers how many there are now. */
export function registerDeclared(connection, from) {
  for (let i = from; i < order.length; i++) connection.registerScalarFunction(scalarFunction(order[i]));
  return order.length;
}

function scalarFunction({ name, params, returns, fn, opts }) {
  const scalar = new duckdb.DuckDBScalarFunction();
  scalar.setName(name);
  for (const type of params) scalar.addParameter(duckType(type));
  scalar.setReturnType(duckType(returns));
  scalar.setSpecialHandling();
  if (opts.volatile) scalar.setVolatile();
  const run = params.length === 1 && !opts.nulls ? overOne : opts.nulls ? overAll : overKnown;
  bindings.scalar_function_set_function(scalar.scalar_function, (info, input, output) => {
    try {
      const count = bindings.data_chunk_get_size(input);
      const columns = params.map((type, k) => readColumn(type, bindings.data_chunk_get_vector(input, k), count));
      writeColumn(returns, output, run(columns, count, fn));
    } catch (error) {
      bindings.scalar_function_set_error(info, carry(error));
    }
  });
  return scalar;
}

function overOne([column], count, fn) {
  for (let i = 0; i < count; i++) { const x = column[i]; if (x !== null) column[i] = fn(x); }
  return column;
}

// Rows with a NULL among the arguments give NULL.
function overKnown(columns, count, fn) {
  const results = new Array(count);
  const args = new Array(columns.length);
  for (let i = 0; i < count; i++) {
    let known = true;
    for (let k = 0; k < args.length; k++) { args[k] = columns[k][i]; if (args[k] === null) { known = false; break; } }
    results[i] = known ? fn(...args) : null;
  }
  return results;
}

const overAll = (columns, count, fn) => Array.from({ length: count }, (_, i) => fn(...columns.map((c) => c[i])));

const MARK = '\u0001';

/** An error as text that survives the way through DuckDB. */
export function carry(error) {
  const kind = error instanceof Refusal ? 'refusal' : error instanceof SparkError ? 'spark' : 'internal';
  const message = kind === 'refusal' ? error.what : error.message;
  return `${MARK}${JSON.stringify({ kind, message, errorClass: error.errorClass })}${MARK}`;
}

/** The error carried in a DuckDB message, or null. */
export function carried(message) {
  const start = message.indexOf(MARK);
  if (start < 0) return null;
  const { kind, message: text, errorClass } = JSON.parse(message.slice(start + 1, message.indexOf(MARK, start + 1)));
  if (kind === 'refusal') return new Refusal(text);
  if (kind === 'spark') return new SparkError(errorClass, text);
  return new Refusal(`an expression of this statement (${text})`);
}
