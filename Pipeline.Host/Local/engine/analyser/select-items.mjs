// The list behind SELECT: stars expanded, aliases seen by the items after them, generated names.

import { fail, refuse } from '../errors.mjs';
import { analyse } from './expressions.mjs';
import { field } from './access.mjs';
import { columnNode, resolve } from './scope.mjs';

/** The items as {node, name}. */
export function itemsOf(ast, ctx) {
  const items = [];
  const aliases = new Map();
  const inner = { ...ctx, aliases, expandStar: (star) => expand(star, ctx).map((i) => i.node) };
  for (const item of ast.items) {
    if (item.e.k === 'star') {
      if (item.alias || item.aliases) fail('PARSE_SYNTAX_ERROR', "Syntax error at or near the alias of '*'", item.e.pos);
      items.push(...expand(item.e, ctx));
      continue;
    }
    const node = analyse(item.e, inner);
    if (item.aliases) items.push({ node, name: item.aliases[0], aliases: item.aliases });
    else items.push({ node, name: item.alias ?? node.itemName ?? node.name, written: item.alias !== undefined });
    if (item.alias) remember(aliases, item.alias, node);
  }
  return items;
}

function remember(aliases, name, node) {
  const key = name.toLowerCase();
  aliases.set(key, aliases.has(key) ? 'ambiguous' : () => node);
}

function expand({ qualifier, pos }, ctx) {
  const { columns } = ctx.scope;
  if (qualifier.length === 0) {
    if (columns.length === 0 && ctx.scope.outer) refuse('* of the rows around a subquery', pos);
    if (columns.length === 0) fail('_LEGACY_ERROR_TEMP_1021', "Invalid usage of '*' in a query without FROM.", pos);
    return columns.filter((c) => !c.hidden).map((c) => ({ node: columnNode(c), name: c.name }));
  }
  const wanted = qualifier.map((q) => q.toLowerCase());
  // The keys that a join with USING hides come first.
  const matching = [...columns.filter((c) => c.hidden), ...columns.filter((c) => !c.hidden)].filter((c) => c.qualifierKey && wanted.every((q, i) => c.qualifierKey[c.qualifierKey.length - wanted.length + i] === q));
  if (matching.length > 0) return matching.map((c) => ({ node: columnNode(c), name: c.name }));
  return fieldsOf(qualifier, ctx, pos);
}

function fieldsOf(qualifier, ctx, pos) {
  const found = resolve(ctx.scope, qualifier, pos);
  const base = found && found.rest.reduce((e, name) => field(e, name, pos), columnNode(found.col, found.written));
  if (base?.type.kind === 'struct') return base.type.fields.map((f) => ({ node: field(base, f.name, pos), name: f.name }));
  if (ctx.scope.outer) refuse('* of the rows around a subquery', pos);
  return fail('CANNOT_RESOLVE_STAR_EXPAND', `Cannot resolve ${qualifier.map((q) => `\`${q}\``).join('.')}.* given input columns `
    + `${ctx.scope.columns.map((c) => `\`${c.name}\``).join(', ')}. Please check that the specified table or struct exists and is accessible in the input columns.`, pos);
}
