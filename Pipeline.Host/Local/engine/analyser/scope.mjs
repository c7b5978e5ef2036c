// What names mean: the columns in sight, the scopes around them, and the nearest names for an error.

import { fail, refuse } from '../errors.mjs';
import { closest } from './suggest.mjs';
import { node } from './node.mjs';

/** A column in sight: {name, qualifier: [..], type, nullable, sql}. */
export class Scope {
  constructor(columns, outer = null) {
    this.columns = columns;
    this.outer = outer;
  }

  /** The columns that the first parts of a name may mean, and the parts left over for fields. */
  candidates(parts) {
    const lower = parts.map((p) => p.toLowerCase());
    for (let used = Math.min(parts.length, 4); used >= 2; used--) {
      const qualifier = lower.slice(0, used - 1);
      const found = this.columns.filter((c) => c.key === lower[used - 1] && c.qualifier !== null && endsWith(c.qualifierKey, qualifier));
      if (found.length > 0) return { found, rest: parts.slice(used), written: parts[used - 1] };
    }
    const found = this.columns.filter((c) => c.key === lower[0] && !c.qualifiedOnly);
    return { found, rest: parts.slice(1), written: parts[0] };
  }
}

const endsWith = (whole, tail) => whole.length >= tail.length && tail.every((part, i) => whole[whole.length - tail.length + i] === part);

export function column({ name, qualifier = null, type, nullable, sql, ...rest }) {
  return { ...rest, name, qualifier, type, nullable, sql, key: name.toLowerCase(), qualifierKey: qualifier?.map((q) => q.toLowerCase()) ?? null };
}

/** The node of a column, named as the query wrote it. */
export function columnNode(col, written = col.name, extra = {}) {
  if (col.broken) throw col.broken;
  col.used = true;
  return node({ type: col.type, nullable: col.nullable, name: written, emit: () => col.sql, column: col, ...extra });
}

/** Finds a name here or, for a subquery, in the scopes around; undefined if nothing has it. */
export function resolve(scope, parts, pos) {
  for (let s = scope, depth = 0; s; s = s.outer, depth++) {
    const { found, rest, written } = s.candidates(parts);
    if (found.length > 1 && !sameColumn(found)) ambiguous(parts, found, pos);
    if (found.length > 0) return { col: found[0], rest, written, depth };
  }
  return undefined;
}

const sameColumn = (found) => found.every((c) => c === found[0]);

const quoted = (parts) => parts.map((p) => `\`${p.replaceAll('`', '``')}\``).join('.');

function ambiguous(parts, found, pos) {
  const shown = found.map((c) => quoted([...(c.qualifier ?? []), c.name]));
  fail('AMBIGUOUS_REFERENCE', `Reference ${quoted(parts)} is ambiguous, could be: [${shown.join(', ')}].`, pos);
}

/** The error for a name that means nothing, with the nearest names in sight. */
export function unresolved(scope, parts, pos) {
  if (parts[0].toLowerCase() === 'window' || parts[0].toLowerCase() === 'session_window') refuse('a column made by grouping over time windows', pos);
  if (parts[0].toLowerCase() === 'grouping__id') refuse('the column grouping__id', pos);
  if (parts.includes('_metadata')) refuse('the column _metadata of files', pos);
  const names = scope.columns.map((c) => (parts.length > 1 && c.qualifier ? [...c.qualifier.slice(-1), c.name] : [c.name]));
  const near = closest(parts.join('.'), names.map((n) => ({ text: n.join('.'), shown: quoted(n) })));
  const head = `A column or function parameter with name ${quoted(parts)} cannot be resolved.`;
  if (near.length === 0) fail('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', head, pos);
  fail('UNRESOLVED_COLUMN.WITH_SUGGESTION', `${head} Did you mean one of the following? [${near.join(', ')}]`, pos);
}

export { quoted as quotedName };
