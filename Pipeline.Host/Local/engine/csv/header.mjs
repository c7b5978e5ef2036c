// The names in a file's first line: compared with the declared ones where that is asked for, or taken as the columns' names.

import { fail } from '../errors.mjs';
import { EMPTY } from './tokenizer.mjs';

export function checkHeader(fields, scan, columns) {
  const asked = scan.pruning && columns.filter(Boolean).length > 0 ? columns.filter((c) => c && !c.corrupt) : scan.columns.filter((c) => !c.corrupt);
  const declared = scan.pruning ? scan.columns.filter((c) => asked.includes(c)) : asked;
  const all = scan.columns.filter((c) => !c.corrupt);
  const names = declared.length < all.length ? declared.map((c) => fields[c.index]) : fields;
  const shown = (list) => list.map((n) => n ?? '').join(', ');
  const matches = names.length === declared.length && names.every((n, i) => String(n ?? '').toLowerCase() === declared[i].name.toLowerCase());
  if (!matches) fail(null, `CSV header does not conform to the schema.\n Header: ${shown(names)}\n Schema: ${shown(declared.map((c) => c.name))}`);
}

/** Column names out of a header: nothing becomes _cN, names that repeat get their place behind them. */
export function namesOf(fields, { header, nullValue }) {
  if (!header) return fields.map((_, i) => `_c${i}`);
  const texts = fields.map((f) => (f === EMPTY ? '' : f));
  const counts = new Map();
  for (const t of texts) if (t !== null) counts.set(t.toLowerCase(), (counts.get(t.toLowerCase()) ?? 0) + 1);
  return texts.map((t, i) => {
    if (t === null || t === '' || t === nullValue) return `_c${i}`;
    return counts.get(t.toLowerCase()) > 1 ? `${t}${i}` : t;
  });
}
