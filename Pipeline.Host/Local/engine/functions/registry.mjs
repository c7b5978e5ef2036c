// The table of functions. A row: names (the first is Spark's own, the others are aliases), parameters, result, and how it is computed.

const table = new Map();
let current;

/** Says what the functions are about that a file defines from here on; files are evaluated one after the other. */
export const topic = (title) => { current = title; };

/**
 * Adds a row:
 * - params: what each argument must be (a type, a family's name, or a list of these); min: how many are required; rest: for further ones
 * - result: a type, or a function of the argument types; nullable: true, false, or by the arguments when left out
 * - sql: (argument SQL..., {types, nodes}) => SQL, or js: the value from values; nulls: js is called with NULLs too
 * - build: ({args, ctx, call, name, pos}) => node, for what fits no row
 * - aggregate, windowOnly, volatile, fails: what kind of function it is
 * - shown: the name in column names, where an alias shows another; upper: capitals there, but for aliases
 */
export function define(names, row) {
  const all = names.split(' ');
  for (const name of all) {
    if (table.has(name)) throw new Error(`function ${name} is declared twice`);
    table.set(name, { ...row, name, own: all[0], topic: current, shown: row.upper && name === all[0] ? name.toUpperCase() : row.shown });
  }
}

export const lookup = (name) => table.get(name);
export const allFunctions = () => [...table.values()];
