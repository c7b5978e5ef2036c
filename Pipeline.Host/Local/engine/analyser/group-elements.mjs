// What stands behind GROUP BY: expressions, positions, aliases, ALL, and grouping sets.

import { fail, refuse } from '../errors.mjs';
import { analyse } from './expressions.mjs';
import { hasAggregate, hasWindow } from './node.mjs';
import { ordinalOf } from './order.mjs';
import { outputsOf } from './select.mjs';

/** The grouping expressions, and the sets of them where there are several groupings. */
export function groupElements({ elements }, items, ctx, stars) {
  if (stars && elements.some((e) => e.k === 'plain' && ordinalOf(e.e, items.length, 'GROUP BY') !== undefined)) fail('STAR_GROUP_BY_POS', 'Star (*) is not allowed in a select list when GROUP BY an ordinal position is used.');
  if (isAll(elements, ctx) && items.some((i) => i.name.toLowerCase() === 'all')) refuse('GROUP BY ALL beside a column of that name');
  if (isAll(elements, ctx)) return { groups: unique(allItems(items)) };
  const visit = (e) => groupNode(e, items, ctx);
  if (elements.every((e) => e.k === 'plain')) return { groups: unique(elements.map((e) => visit(e.e))) };
  const alternatives = elements.map((e) => setsOf(e, visit));
  const sets = alternatives.reduce((all, options) => all.flatMap((left) => options.map((right) => unique([...left, ...right]))), [[]]);
  const base = elements.flatMap((e) => (e.base ?? []).map((b) => visit(b.e)));
  return { groups: unique([...base, ...sets.flat()]), sets };
}

function isAll(elements, ctx) {
  const [only] = elements;
  return elements.length === 1 && only.k === 'plain' && only.e.k === 'column' && only.e.parts.length === 1 && only.e.parts[0].toUpperCase() === 'ALL'
    && ctx.scope.candidates(['all']).found.length === 0;
}

function allItems(items) {
  return items.filter((i) => !hasAggregate(i.node)).map((i) => {
    if (hasWindow(i.node)) refuse('GROUP BY ALL with window functions');
    rejectLateral(i.node);
    return i.node;
  });
}

function groupNode(ast, items, ctx) {
  const position = ordinalOf(ast, items.length, 'GROUP BY');
  if (position !== undefined) {
    if (hasAggregate(items[position].node)) {
      fail('GROUP_BY_POS_AGGREGATE', `GROUP BY ${position + 1} refers to an expression ${items[position].node.shown} that contains an aggregate function. Aggregate functions are not allowed in GROUP BY.`, ast.pos);
    }
    if (items[position].node.has((n) => n.lateralAlias)) refuse('GROUP BY a position whose expression uses an alias of the same SELECT', ast.pos);
    return items[position].node;
  }
  const node = analyse(ast, { ...ctx, aliases: directOutputs(items), noWindows: (pos) => refuse('window functions in GROUP BY', pos) });
  return node.has((n) => n.lateralAlias) ? stripped(node) : node;
}

function rejectLateral(node, pos) {
  if (node.has((n) => n.lateralAlias)) {
    fail('UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_GROUP_BY', 'The feature is not supported: Referencing a lateral column alias via GROUP BY alias/ALL.', pos);
  }
}

function directOutputs(items) {
  const outputs = outputsOf(items);
  return new Map([...outputs].map(([name, output]) => [name, output === 'ambiguous' ? output : () => { const n = output(); rejectLateral(n); return n; }]));
}

// An alias stands for its expression, under which the SELECT has it too.
const stripped = (node) => node.map((n) => (n.lateralAlias ? n.with({ lateralAlias: undefined }) : undefined));

function setsOf(element, visit) {
  if (element.k === 'plain') return [[visit(element.e)]];
  const sets = element.sets.map((set) => set.map(visit));
  if (element.k === 'sets') return sets;
  if (element.k === 'rollup') return Array.from({ length: sets.length + 1 }, (_, i) => sets.slice(0, sets.length - i).flat());
  return Array.from({ length: 2 ** sets.length }, (_, mask) => sets.filter((_s, i) => !(mask & (1 << i))).flat());
}

function unique(nodes) {
  const seen = new Map();
  for (const n of nodes) if (!seen.has(n.key)) seen.set(n.key, n);
  return [...seen.values()];
}
