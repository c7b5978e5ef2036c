// The recorded answers of a real Spark: cases, statements, and how an answer is compared with them.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { canonical, parseRaw, RawNumber } from './raw-json.mjs';

export const SKIPPED = Symbol('a case whose files are not here');

/** The topics of a folder: [{topic, cases}]. */
export function loadTopics(folder) {
  return fs.readdirSync(folder).filter((f) => /^\d\d-.*\.json$/.test(f)).sort()
    .map((f) => ({ ...parseRaw(fs.readFileSync(path.join(folder, f), 'utf8')), name: f.replace('.json', '') }));
}

/** The folders that stand for ${files}, ${data} and ${out} in a case. */
export function places(folder, dataFolder, id) {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), `golden-${id}-`));
  return { files: path.join(folder, 'files'), data: dataFolder, out };
}

export const substituted = (sql, p) => sql.replaceAll('${files}', p.files).replaceAll('${data}', p.data).replaceAll('${out}', p.out);

const restored = (value, p) => {
  if (typeof value === 'string') return value.replaceAll(p.out, '${out}').replaceAll(p.files, '${files}').replaceAll(p.data, '${data}').replace(/#\d+/g, '#N');
  if (Array.isArray(value)) return value.map((v) => restored(v, p));
  return value;
};

/** same, refused, different, fails or answered; why says what differs. */
export function verdict(statement, answer, p) {
  if (statement.outcome === 'error') {
    if (answer.status === 'error') return { verdict: 'fails' };
    return statement.only_in_livy ? compareText(statement.spark, answer, p) : { verdict: 'answered', why: JSON.stringify(answer.text) };
  }
  if (answer.status === 'error') {
    return answer.evalue.startsWith('Not supported by the local engine: ') ? { verdict: 'refused', why: answer.evalue } : { verdict: 'different', why: answer.evalue };
  }
  const why = difference(statement, answer, p);
  return why ? { verdict: 'different', why } : { verdict: 'same' };
}

const compareText = () => ({ verdict: 'fails' });

function difference(statement, answer, p) {
  const wanted = statement.schema.fields.map(fieldText);
  const actual = answer.output.schema.fields.map(fieldText);
  if (wanted.join('|') !== actual.join('|')) return `schema ${actual.join('|')} instead of ${wanted.join('|')}`;
  if (statement.compare === 'schema') return null;
  return rowsDiffer('data', statement.data, restored(answer.output.data, p), statement)
    ?? (statement.text ? rowsDiffer('text', statement.text, restored(answer.text, p), statement) : null);
}

const fieldText = ({ name, type }) => `${name}:${typeof type === 'string' ? type : canonical(type)}`;

function rowsDiffer(what, wanted, actual, { ordered, approx }) {
  if (wanted.length !== actual.length) return `${what} has ${actual.length} rows instead of ${wanted.length}`;
  const [a, b] = [wanted, actual].map((rows) => (ordered ? rows : [...rows].sort((x, y) => (sortKey(x) < sortKey(y) ? -1 : 1))));
  for (let i = 0; i < a.length; i++) {
    if (!same(a[i], b[i], approx)) return `${what} row ${i}: ${canonical(b[i])} instead of ${canonical(a[i])}`;
  }
  return null;
}

// Near numbers sort alike.
const sortKey = (row) => canonical(row).replace(/#-?[\d.eE+-]+/g, (n) => Number(n.slice(1)).toPrecision(10));

function same(a, b, approx) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i], approx));
  if (a instanceof RawNumber && b instanceof RawNumber) return a.text === b.text || (approx && near(Number(a.text), Number(b.text)));
  if (typeof a === 'string' && typeof b === 'string' && approx && a !== b && a !== '' && b !== '') return near(Number(a), Number(b));
  return canonical(a) === canonical(b);
}

const near = (x, y) => Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y));
