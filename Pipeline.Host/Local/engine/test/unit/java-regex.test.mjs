import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, replace, rlike, split } from '../../functions/regex-values.mjs';
import { toRe2 } from '../../functions/re2.mjs';

test('Java dialect: what matches', () => {
  for (const [text, pattern, expected] of [
    ['abc', 'b', true], ['abc', '(?i)B', true], ['a\nb', 'a.b', false], ['a\nb', '(?s)a.b', true], ['a\n', 'a$', true], ['a\nb', 'a$', false],
    ['ab1', '\\p{Alpha}+\\d', true], ['foo bar', '\\bbar\\b', true], ['ab', 'a{1,2}+b', true], ['aab', 'a*+ab', false], ['12', '[0-9&&[^3]]+', true],
    ['Zürich', '^\\w+$', false], ['Zürich', '^\\p{L}+$', true], ['a.b', '\\Qa.b\\E', true], ['x]', '[]]', true],
  ]) assert.equal(rlike(text, pattern), expected, pattern);
});

test('what Java refuses fails, what means something else is not supported', () => {
  for (const bad of ['(', '[a', 'a{', '*a', '\\y']) assert.throws(() => rlike('a', bad), { errorClass: 'INVALID_PARAMETER_VALUE.PATTERN' }, bad);
  for (const other of ['(?m)^a', '(?<=a*)b', '(a|b)\\1', '\\p{InGreek}']) assert.throws(() => rlike('a', other), /Not supported/, other);
});

test('replacements: $ names groups, a backslash escapes', () => {
  assert.equal(replace('100-200', '(\\d+)-(\\d+)', '$2-$1', 1), '200-100');
  assert.equal(replace('abc', '', '-', 1), '-a-b-c-');
  assert.equal(replace('ab', '(a)', '[\\$1]', 1), '[$1]b');
  assert.equal(replace('aaa', 'a', 'b', 2), 'abb');
  assert.throws(() => replace('abc', 'b', '$1', 1), /No group 1/);
  assert.equal(extract('ac', '(b)?c', 1), '');
});

test('split follows String.split', () => {
  assert.deepEqual(split('a|b', '|', -1), ['a', '|', 'b', '']);
  assert.deepEqual(split('a,b,,', ',', -1), ['a', 'b', '', '']);
  assert.deepEqual(split('', ',', -1), ['']);
  assert.deepEqual(split('a,b,c', ',', 2), ['a', 'b,c']);
  assert.deepEqual(split('abc', '', -1), ['a', 'b', 'c']);
});

test('only patterns that mean the same go to RE2', () => {
  assert.ok(toRe2('^[0-9]{4}-[0-9]{2}$'));
  for (const other of ['(?i)a', 'a\\b', '\\p{L}', 'a++', '(?=a)', '[a&&b]', '(a)\\1', '[[a]b]']) assert.equal(toRe2(other), null, other);
  assert.equal(toRe2('a*').least, 0);
  assert.equal(toRe2('(a|bc)+d').least, 2);
});
