// GROUP BY: groups and aggregates are computed in a level below, and every use of them above points there.

import { fail, refuse } from '../errors.mjs';
import { contains, sqlName } from '../types/types.mjs';
import { analyse } from './expressions.mjs';
import { groupElements } from './group-elements.mjs';
import { hasAggregate } from './node.mjs';
import { condition } from './predicates.mjs';
import { nextAlias } from './relation.mjs';
import { distinctValue, outputsOf, rejectFilterOnly } from './select.mjs';

export const isGrouped = (ast, items) => Boolean(ast.group || ast.having || items.some((i) => hasAggregate(i.node)));

export function groupedSelect(ast, from, items, organization, ctx) {
  const { groups, sets } = ast.group ? groupElements(ast.group, items, ctx, ast.items.some((i) => i.e.k === 'star')) : { groups: [] };
  groups.forEach((g) => checkGroup(g, ast));
  const level = new Level(groups, sets, from, nextAlias(ctx));
  const where = ast.having && havingOf(ast.having, items, ctx, level);
  return { lift: (e) => level.lift(e), get from() { return level.sql; }, where, single: groups.length === 0 && !sets, deep: groups.length > 0 };
}

function checkGroup(group, ast) {
  rejectFilterOnly(group);
  if (hasAggregate(group)) fail('GROUP_BY_AGGREGATE', `Aggregate functions are not allowed in GROUP BY, but found ${group.shown}.`, ast.pos);
  if (contains(group.type, (t) => t.kind === 'map')) {
    fail('GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE', `The expression "${group.shown}" cannot be used as a grouping expression because its data type "${sqlName(group.type)}" is not an orderable data type.`, ast.pos);
  }
}

const rejectWindows = (pos) => fail('_LEGACY_ERROR_TEMP_1034', 'It is not allowed to use window functions inside HAVING clause.', pos);

function havingOf(ast, items, ctx, level) {
  const e = condition(analyse(ast, { ...ctx, noWindows: rejectWindows, outputs: outputsBehind(level.groups, items, ctx) }), ast.pos);
  rejectFilterOnly(e, true);
  return level.lift(e);
}

// A column that rows are grouped by comes before an item of the SELECT that has its name.
function outputsBehind(groups, items, ctx) {
  const outputs = outputsOf(items);
  const grouped = groups.map((g) => g.column).filter((c) => c !== undefined);
  for (const name of [...outputs.keys()]) {
    const { found } = ctx.scope.candidates([name]);
    if (found.length === 1 && grouped.includes(found[0])) outputs.delete(name);
  }
  return outputs;
}

/** The level of groups (g0, g1, ...) and aggregates (a0, a1, ...). */
class Level {
  constructor(groups, sets, from, alias) {
    this.groups = groups;
    this.sets = sets;
    this.from = from;
    this.alias = alias;
    this.byKey = new Map(groups.map((g, i) => [g.key, i]));
    this.aggregates = new Map();
  }

  lift(e) {
    return e.map((n) => {
      const group = this.byKey.get(n.key);
      if (group !== undefined && !n.aggregate) return this.reference(n, `g${group}`, { nullable: n.nullable || Boolean(this.sets) });
      if (n.grouping) return this.aggregate(n, this.groupingSql(n));
      if (n.aggregate) return this.aggregate(n, n.sql);
      if (n.column && !n.outer && !n.lifted) return missing(n);
      if (n.correlated && n.args.length > 0) return refuse('a subquery that uses outer columns, over grouped rows');
      return undefined;
    });
  }

  aggregate(n, sql) {
    if (!this.aggregates.has(sql)) this.aggregates.set(sql, `a${this.aggregates.size}`);
    return this.reference(n, this.aggregates.get(sql));
  }

  reference(n, ident, extra = {}) {
    return n.with({ args: [], emit: () => `${this.alias}.${ident}`, aggregate: undefined, grouping: undefined, column: { computed: true }, lifted: true, ...extra });
  }

  // grouping(a) is 1 where a is not part of the row's grouping set.
  groupingSql(n) {
    if (!this.sets) fail('UNSUPPORTED_GROUPING_EXPRESSION', 'grouping()/grouping_id() can only be used with GroupingSets/Cube/Rollup.');
    const wanted = n.grouping.length > 0 ? n.grouping : this.groups;
    for (const g of wanted) {
      if (!this.byKey.has(g.key)) fail('GROUPING_COLUMN_MISMATCH', `Column of grouping (${g.shown}) can't be found in grouping columns ${this.groups.map((x) => x.shown).join(', ')}.`);
    }
    if (!wanted.every((g) => this.inSets(g))) refuse('grouping() of what no grouping set has');
    return `CAST(GROUPING(${wanted.map((g) => distinctValue(g)).join(', ')}) AS ${n.type.duck})`;
  }

  // What GROUP BY names beside its GROUPING SETS need not be in one of them; it is NULL in every row then.
  inSets(group) { return !this.sets || this.sets.some((set) => set.some((g) => g.key === group.key)); }

  get sql() {
    const list = [...this.groups.map((g, i) => `${this.inSets(g) ? distinctValue(g) : `CAST(NULL AS ${g.type.duck})`} AS g${i}`), ...[...this.aggregates].map(([sql, ident]) => `${sql} AS ${ident}`)];
    if (list.length === 0) list.push('count(*) AS none');
    const where = this.from.where ? ` WHERE ${this.from.where.sql}` : '';
    return `(SELECT ${list.join(', ')}${this.from.sql ? ` FROM ${this.from.sql}` : ''}${where}${this.groupBy()}) AS ${this.alias}`;
  }

  groupBy() {
    // Spark groups the rows that there are, so that without rows there is no grand total either.
    if (this.sets) return ` GROUP BY GROUPING SETS (${this.sets.map((set) => `(${set.map((g) => distinctValue(g)).join(', ')})`).join(', ')}) HAVING count(*) > 0`;
    return this.groups.length > 0 ? ` GROUP BY ${this.groups.map((_, i) => i + 1).join(', ')}` : '';
  }
}

const missing = (n) => fail('MISSING_AGGREGATION', `The non-aggregating expression "${n.shown}" is based on columns which are not participating in the GROUP BY clause. `
  + `Add the columns or the expression to the GROUP BY, aggregate the expression, or use "any_value(${n.shown})" if you do not care which of the values within a group is returned.`);
