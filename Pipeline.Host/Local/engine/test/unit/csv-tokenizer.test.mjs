import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, Tokenizer } from '../../csv/tokenizer.mjs';

const plain = { separator: ',', quote: '"', escape: '\\', trimLeft: false, trimRight: false, multiLine: false };
const fields = (line, options = {}) => new Tokenizer({ ...plain, ...options }).record(line);

test('a quoted field ends with its quote, blanks behind it are dropped', () => {
  assert.deepEqual(fields('1,"a,b",z'), ['1', 'a,b', 'z']);
  assert.deepEqual(fields('"a"  ,z'), ['a', 'z']);
  assert.deepEqual(fields('"",,'), [EMPTY, null, null]);
});

test('a doubled quote is no escape by default: the field is taken as it stands', () => {
  assert.deepEqual(fields('"Fly ""N"" K",z'), ['"Fly ""N"" K"', 'z']);
  assert.deepEqual(fields('"say ""hi"", ok",z'), ['"say ""hi""', ' ok"', 'z']);
  assert.deepEqual(fields('"Fly ""N"" K",z', { escape: '"' }), ['Fly "N" K', 'z']);
});

test('a backslash escapes a quote and itself, and stays before anything else', () => {
  assert.deepEqual(fields('"a\\"b","c\\\\d","e\\nf"'), ['a"b', 'c\\d', 'e\\nf']);
});

test('an open quote runs to the end of the line', () => {
  assert.deepEqual(fields('2,"abc,z'), ['2', 'abc,z']);
  assert.deepEqual(fields('2,"'), ['2', '"']);
});

test('in multiLine mode a record may hold line ends', () => {
  const t = new Tokenizer({ ...plain, multiLine: true });
  const text = '1,"a\nb",z\n2,c,d\n';
  assert.deepEqual(t.record(text, 0), ['1', 'a\nb', 'z']);
  assert.deepEqual(t.record(text, t.end), ['2', 'c', 'd']);
});

test('separators may have several characters, quoting may be off', () => {
  assert.deepEqual(fields('1||a|b||z', { separator: '||' }), ['1', 'a|b', 'z']);
  assert.deepEqual(fields('"a,b"', { quote: '\u0000' }), ['"a', 'b"']);
});

test('a record of more fields than a line may have fails', () => {
  const reader = new Tokenizer({ ...plain, maxColumns: 2 });
  assert.deepEqual(reader.record('a,b'), ['a', 'b']);
  assert.throws(() => reader.record('a,b,'), /more than 2 fields/);
});
