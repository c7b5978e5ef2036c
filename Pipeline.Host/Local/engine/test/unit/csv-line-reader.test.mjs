import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { decoderOf } from '../../csv/charsets.mjs';
import { converterOf } from '../../csv/converters.mjs';
import { LineReader } from '../../csv/line-reader.mjs';
import { dataLines, linesOf } from '../../csv/lines.mjs';
import { bytesReader } from '../../csv/read-bytes.mjs';
import { recordReader } from '../../csv/records.mjs';
import { Tokenizer } from '../../csv/tokenizer.mjs';
import { Session } from '../../session/session.mjs';
import { BOOLEAN, BYTE, DATE, DOUBLE, INT, LONG, SHORT, STRING } from '../../types/types.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pipeline-csv-'));
after(() => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'a.csv');

// A column that keeps what it was given as values; bytes become values as the real columns make them. A cell is put once, or cleared.
class Kept {
  constructor(type, options) {
    this.convert = converterOf(type, options, 'EXCEPTION');
    this.read = bytesReader(type, options);
    this.values = [];
  }

  get held() { return 0; }

  put(row, value) {
    assert.equal(this.values[row], undefined);
    this.values[row] = value;
  }

  putNull(row) { this.put(row, null); }

  clear(row) { this.values.length = row; }

  putBytes(row, bytes, from, to) {
    let value;
    try { value = this.read?.(bytes, from, to) ?? this.convert(bytes.utf8Slice(from, to)); } catch { return false; }
    this.put(row, value);
    return true;
  }
}

const outcome = (action) => { try { return action(); } catch (error) { return `failed: ${error.message}`; } };

// Cells that are plain, cells that are not, and bytes whose meaning the reader has to get right.
const cell = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('', '5', '7', 'a', '"a"', '""', 'NULL', '12345', '-7', '1.5', '2016-04-01', 'true', 'ä', '"a,b;c"', 'a longer text than fits') },
  fc.constantFrom('"x""y"', '"q\\"r"', '"a\\",z"', '"a\\\\"', '"open', '"', '"ä"', '2016-02-30', ' pad ', '99999999999', '128', '1e3', 'NaN', '00', '-0', '5.', '.5', '"" ', '"a" ', "'b'", '#x', '"a"b'),
  fc.array(fc.constantFrom('a', '"', '\\', ',', ';', ' ', '\t', '\0', '#', 'ä', '\u20ac', '\u{1f600}'), { maxLength: 4 }).map((c) => c.join('')));
const options = fc.record({
  header: fc.boolean(), separator: fc.constantFrom(',', ',', ',', ';', '\t', '||', 'ä'), quote: fc.constantFrom('"', '"', '"', "'", '\u0000'),
  escape: fc.constantFrom('\\', '"', '\u0000'), comment: fc.constantFrom('\u0000', '#'), trimLeft: fc.constantFrom(false, false, false, true),
  trimRight: fc.constantFrom(false, false, false, true), nullValue: fc.constantFrom('', '', 'NULL', '5'), emptyValue: fc.constantFrom('', '', 'E', 'NULL'),
  mode: fc.constantFrom('PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE', 'DROPMALFORMED', 'FAILFAST'), maxChars: fc.constantFrom(-1, -1, -1, -1, 9),
  nanValue: fc.constantFrom('NaN', '5'), positiveInf: fc.constant('Inf'), negativeInf: fc.constant('-Inf'),
});
const types = fc.array(fc.constantFrom(STRING, STRING, STRING, INT, LONG, DOUBLE, DATE, SHORT, BYTE, BOOLEAN), { minLength: 1, maxLength: 4 });

// Files of lines with about as many cells as there are columns; a byte is put somewhere that may be no text at all.
const fileOf = ({ separator }, { length }) => fc.tuple(
  fc.array(fc.array(cell, { minLength: Math.max(1, length - 1), maxLength: length + 1, size: 'max' }), { minLength: 1, maxLength: 9, size: 'max' }),
  fc.constantFrom('\n', '\r\n', '\r', '\n\n'), fc.constantFrom('', '\ufeff'), fc.constantFrom('', '\n'), fc.nat(200), fc.constantFrom(null, null, 0xff, 10, 13, 34, 92, 0xc3))
  .map(([lines, end, mark, last, place, wild]) => {
    const bytes = Buffer.from(mark + lines.map((cells) => cells.join(separator)).join(end) + last);
    return wild === null || place > bytes.length ? bytes : Buffer.concat([bytes.subarray(0, place), Buffer.from([wild]), bytes.subarray(place)]);
  });
const cases = fc.tuple(options, types).chain(([o, t]) => fc.tuple(fc.constant(o), fc.constant(t), fileOf(o, t)));

test('the short way through a line gives what the long way gives', () => {
  let rows = 0;
  const property = fc.property(cases, fc.boolean(), fc.boolean(), fc.oneof(fc.constant(31), fc.nat(31)), fc.constantFrom('utf-8', 'utf-8', 'iso-8859-1', 'windows-1252', 'us-ascii'),
    fc.constantFrom(1, 7, 64), ([opts, kinds, bytes], pruning, corrupt, asking, encoding, regionSize) => {
      fs.writeFileSync(file, bytes);
      const charset = decoderOf(encoding);
      const columns = kinds.map((type, index) => ({ name: `c${index}`, type, index }));
      if (corrupt) columns.push({ name: 'bad', type: STRING, corrupt: true });
      const scan = { columns, options: opts, pruning, policy: 'EXCEPTION' };
      const asked = [...columns.filter((_, i) => (asking >> i) & 1), null].reverse();
      const read = () => recordReader(scan, asked, (type) => converterOf(type, opts, 'EXCEPTION'));

      const longWay = outcome(() => {
        const tokenizer = new Tokenizer(opts);
        const all = [];
        const one = read();
        for (const text of [...dataLines(linesOf(file, charset), opts), ...dataLines(linesOf(file, charset), opts)]) {
          const row = one({ text, get fields() { return tokenizer.record(text); } }, { path: file });
          if (row) all.push(row);
        }
        return all;
      });
      const shortWay = outcome(() => {
        const kept = asked.map((c) => new Kept(c?.type ?? BOOLEAN, opts));
        const one = read();
        const targets = new Array(kinds.length).fill(null);
        asked.forEach((c, k) => { if (c && !c.corrupt) targets[c.index] = kept[k]; });
        const reader = new LineReader({ options: opts, charset, files: () => [{ path: file }, { path: file }], targets, columns: kept, read: one, ...one, byBytes: !(opts.maxChars > 0), regionSize });
        const all = [];
        for (let n = reader.fill(3); n > 0; n = reader.fill(3)) {
          for (let r = 0; r < n; r++) all.push(kept.map((c) => c.values[r]));
          for (const c of kept) c.values = [];
        }
        return all;
      });
      assert.deepEqual(shortWay, longWay);
      rows += typeof longWay === 'string' ? 0 : longWay.length;
    });
  fc.assert(property, { numRuns: 3000, seed: 6 });
  assert.ok(rows > 3000, `${rows} rows are too few to tell`);
});

test('numbers and days out of bytes are those that the converters read', () => {
  const number = fc.oneof(fc.string({ unit: fc.constantFrom('-', '.', '0', '1', '9', '5'), minLength: 1, maxLength: 18 }), fc.double().map(String), fc.integer().map(String));
  const day = fc.tuple(fc.nat(9999), fc.nat(13), fc.nat(32)).map(([y, m, d]) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
  const opts = { nullValue: '', emptyValue: '', nanValue: 'NaN', positiveInf: 'Inf', negativeInf: '-Inf' };
  fc.assert(fc.property(fc.constantFrom(BYTE, SHORT, INT, LONG, DOUBLE, DATE), fc.oneof(number, day), (type, text) => {
    const bytes = Buffer.from(`x${text},`);
    const value = bytesReader(type, opts)(bytes, 1, bytes.length - 1);
    if (value === undefined) return;
    const wanted = converterOf(type, opts, 'EXCEPTION')(text);
    // An INT has no negative zero.
    assert.ok(type === DOUBLE ? Object.is(value, wanted) : value == wanted, `${text}: ${value} for ${wanted}`); // eslint-disable-line eqeqeq
  }), { numRuns: 20000, seed: 6 });
});

test('texts of any length arrive in the database as they are in the file', async () => {
  const texts = fc.sample(fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('', 'x'.repeat(12), 'ä'.repeat(6), 'ä'.repeat(7), 'y'.repeat(300)))
    .map((s) => s.replace(/[\r\n,"]/g, '')), { minLength: 3, maxLength: 3 }), { numRuns: 5000, seed: 6 }).filter((row) => /[^\u0000-\u0020]/.test(row.join(',')));
  fs.writeFileSync(file, texts.map((row) => row.join(',')).join('\n'));
  const session = await Session.open({});
  await session.execute(`CREATE TEMPORARY VIEW v (a STRING, b STRING, c STRING) USING csv OPTIONS (path '${file}')`);
  for (const name of ['v', '(SELECT DISTINCT a, b, c FROM v)']) {
    const { text } = await session.execute(`SELECT * FROM ${name}`, { rows: 10000 });
    const wanted = texts.map((row) => JSON.stringify(row.map((s) => (s === '' ? null : s))));
    assert.deepEqual(new Set(text.map((row) => JSON.stringify(row))), new Set(wanted));
    if (name === 'v') assert.equal(text.length, texts.length);
  }
  session.close();
});

test('a query that reads only a part of a file leaves no file open', async () => {
  fs.writeFileSync(file, 'a,b\n'.repeat(1 << 20));
  const session = await Session.open({});
  await session.execute(`CREATE TEMPORARY VIEW v (a STRING, b STRING) USING csv OPTIONS (path '${file}')`);
  const open = () => fs.readdirSync('/dev/fd').length;
  await session.execute('SELECT * FROM v LIMIT 3');
  const before = open();
  for (let i = 0; i < 9; i++) assert.equal((await session.execute('SELECT * FROM v LIMIT 3')).text.length, 3);
  assert.equal(open(), before);
  session.close();
});
