// Conditions that Spark hands to its csv reader: a record that one of them drops is not read any further, so that a field behind it may
// hold what would fail the query. Only conditions right above the scan are looked at; others make it uncertain.

import { isFractional } from '../types/types.mjs';

/** Gives a scan the conjuncts of a WHERE that stand right above it. */
export function pushFilters(scan, where) {
  for (const conjunct of conjuncts(where)) {
    const filter = compiled(conjunct);
    if (filter === null) scan.uncertain = true;
    else if (filter.names.length > 0) (scan.filters ??= []).push(filter);
  }
}

const conjuncts = (e) => (e.operation === 'and' ? e.args.flatMap(conjuncts) : [e]);

// {names, test}: the columns, and the truth of the condition from their values; null for conditions that Spark keeps above the scan.
function compiled(e) {
  switch (e.operation) {
    case 'and': return combined(e, (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true));
    case 'or': return combined(e, (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false));
    case 'not': return negated(compiled(e.args[0]));
    case 'isNull': return onColumn(e.args[0], (v) => v === null);
    case 'isNotNull': return onColumn(e.args[0], (v) => v !== null);
    case 'in': return membership(e);
    case '=': case '<': case '<=': case '>': case '>=': case '<=>': return comparison(e);
    default: return null;
  }
}

function combined(e, join) {
  const [a, b] = e.args.map(compiled);
  return a && b && { names: [...new Set([...a.names, ...b.names])], test: (row) => join(a.test(row), b.test(row)) };
}

const negated = (inner) => inner && { names: inner.names, test: (row) => { const t = inner.test(row); return t === null ? null : !t; } };

const fileColumn = (e) => (e.column?.file && !e.column.file.corrupt ? e.column.file.name : null);

function onColumn(e, test) {
  const name = fileColumn(e);
  return name && { names: [name], test: (row) => test(row.get(name)) };
}

function value({ literal, value: v, type }) {
  if (!literal) return undefined;
  return typeof v === 'bigint' && type.bits && type.bits < 64 ? Number(v) : v;
}

function comparison(e) {
  const [l, r] = e.args;
  const flipped = fileColumn(l) === null;
  const [column, literal] = flipped ? [r, l] : [l, r];
  const wanted = value(literal);
  if (wanted === undefined || isFractional(column.type)) return null;
  const test = ORDER[flipped ? FLIPPED[e.operation] : e.operation];
  return onColumn(column, (v) => (e.operation === '<=>' ? v === wanted : v === null || wanted === null ? null : test(compare(v, wanted))));
}

const ORDER = { '=': (c) => c === 0, '<': (c) => c < 0, '<=': (c) => c <= 0, '>': (c) => c > 0, '>=': (c) => c >= 0, '<=>': (c) => c === 0 };
const FLIPPED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=', '<=>': '<=>' };

function compare(a, b) {
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

function membership(e) {
  const [column, ...list] = e.args;
  const values = list.map(value);
  if (values.some((v) => v === undefined) || isFractional(column.type)) return null;
  return onColumn(column, (v) => {
    if (v === null) return null;
    if (values.some((x) => x !== null && compare(v, x) === 0)) return true;
    return values.includes(null) ? null : false;
  });
}

/** Marks scans under conditions of which nobody here knows whether Spark moves them. */
export function uncertain(scans = []) {
  for (const scan of scans) scan.uncertain = true;
}
