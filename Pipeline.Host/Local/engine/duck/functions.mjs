// Scalar functions written in JavaScript, known to DuckDB by name. They are declared anywhere in the engine and registered with each
// database; a declaration made while a statement is analysed is registered before that statement runs.

import duckdb from '@duckdb/node-api';
import { Refusal, SparkError } from '../errors.mjs';
import { duckType, fromDuck, toDuck } from './types.mjs';

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
  const readers = params.map(fromDuck);
  const write = toDuck(returns);
  const run = RUNNERS[params.length] ?? runAny;
  return duckdb.DuckDBScalarFunction.create({
    name,
    parameterTypes: params.map(duckType),
    returnType: duckType(returns),
    specialHandling: true,
    volatile: opts.volatile ?? false,
    mainFunction: (info, input, output) => {
      try {
        run(input, output, readers, write, fn, opts.nulls ?? false);
        output.flush();
      } catch (error) {
        info.setError(carry(error));
      }
    },
  });
}

function runOne(input, output, [read], write, fn, nulls) {
  const a = input.getColumnVector(0);
  for (let i = 0, n = input.rowCount; i < n; i++) {
    const x = a.getItem(i);
    if (x === null && !nulls) { output.setItem(i, null); continue; }
    const result = fn(x === null ? null : read(x));
    output.setItem(i, result === null ? null : write(result));
  }
}

function runAny(input, output, readers, write, fn, nulls) {
  const vectors = readers.map((_, k) => input.getColumnVector(k));
  const args = new Array(readers.length);
  for (let i = 0, n = input.rowCount; i < n; i++) {
    let missing = false;
    for (let k = 0; k < vectors.length; k++) {
      const x = vectors[k].getItem(i);
      if (x === null) { args[k] = null; missing = true; } else args[k] = readers[k](x);
    }
    if (missing && !nulls) { output.setItem(i, null); continue; }
    const result = fn(...args);
    output.setItem(i, result === null ? null : write(result));
  }
}

const RUNNERS = { 1: runOne };

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
