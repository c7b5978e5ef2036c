import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleText, floatText, javaDigits, shortestDigits } from '../../values/java-double.mjs';

test('doubles have the layout and the digits of Java 17', () => {
  const known = [
    [1, '1.0'], [0.001, '0.001'], [1e-4, '1.0E-4'], [9999999, '9999999.0'], [1e7, '1.0E7'], [12345678.9, '1.23456789E7'], [-0, '-0.0'],
    [NaN, 'NaN'], [-Infinity, '-Infinity'], [1e23, '9.999999999999999E22'], [2e23, '1.9999999999999998E23'], [8.41e21, '8.409999999999999E21'],
    [4.9e-324, '4.9E-324'], [2.2250738585072014e-308, '2.2250738585072014E-308'], [1.7976931348623157e308, '1.7976931348623157E308'], [1.1e-44, '1.1E-44'],
  ];
  for (const [x, text] of known) assert.equal(doubleText(x), text);
});

test('floats have fewer digits', () => {
  assert.equal(floatText(Math.fround(0.1)), '0.1');
  assert.equal(floatText(Math.fround(16777217)), '1.6777216E7');
  assert.equal(floatText(1.401298464324817e-45), '1.4E-45');
});

test("between 1e-12 and 2^53 JavaScript's shortest digits are Java's", () => {
  let seed = 12345;
  const random = () => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return seed / 2 ** 32; };
  for (let i = 0; i < 20000; i++) {
    const raw = 10 ** (random() * 27 - 12);
    const x = i % 3 === 0 ? Number(raw.toPrecision(1 + Math.floor(random() * 17))) : raw;
    if (x >= 1e-12 && x < 2 ** 53 && !Number.isInteger(x)) assert.deepEqual(trimmed(javaDigits(x)), shortestDigits(x), `${x}`);
  }
});

const trimmed = ({ text, point }) => ({ text: text.replace(/(?!^)0+$/, ''), point });
