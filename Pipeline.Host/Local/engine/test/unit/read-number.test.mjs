import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDigits } from '../../values/digits.mjs';
import { readDouble, readFloat } from '../../values/read-number.mjs';

test('hexadecimal numbers have an exponent and are rounded once', () => {
  const known = [['0x1p3', 8], ['0x.8p1d', 1], ['-0xfp0', -15], ['0x1p-1074', 5e-324], ['0x1p-1075', 0], ['0x1.fffffffffffff8p0', 2], ['0x1p99999999999', Infinity], ['0x1f', null], ['0x10', null]];
  for (const [text, value] of known) assert.equal(readDouble(text), value, text);
  assert.equal(readFloat('0x1.0000010000000001p0'), Math.fround(1.0000001192092896));
});

test('digits of other scripts are digits where Java looks at single UTF-16 units', () => {
  assert.equal(plainDigits('-\u0663\u0967\uff17'), '-317');
  assert.equal(plainDigits('\u{1d7d9}x\u00b2'), '\u{1d7d9}x\u00b2');
});
