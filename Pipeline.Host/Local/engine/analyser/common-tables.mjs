// WITH: names for queries, each seeing those before it.

import { fail } from '../errors.mjs';

export function addCommonTables(ctes, ctx) {
  let { ctes: known } = ctx;
  const seen = new Set();
  for (const cte of ctes) {
    const key = cte.name.toLowerCase();
    if (seen.has(key)) fail('_LEGACY_ERROR_TEMP_0038', `CTE definition can't have duplicate names: '${cte.name}'.`, cte.pos);
    seen.add(key);
    if (ctx.inCommonTable && outerHas(known, key)) fail('AMBIGUOUS_ALIAS_IN_NESTED_CTE', `Name \`${cte.name}\` is ambiguous in nested CTE.`, cte.pos);
    known = { name: key, ast: cte, ctes: known };
  }
  return { ...ctx, ctes: known };
}

function outerHas(ctes, key) {
  for (let c = ctes; c; c = c.ctes) if (c.name === key) return true;
  return false;
}

/** The definition of a name: its syntax, and the names that it sees itself. */
export function findCommonTable(ctes, name) {
  const key = name.toLowerCase();
  for (let c = ctes; c; c = c.ctes) if (c.name === key) return c;
  return undefined;
}
