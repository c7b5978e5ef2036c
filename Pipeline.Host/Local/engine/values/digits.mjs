// Digits of other scripts and hexadecimal fractions, as Java's readers of numbers take them.

const DIGIT = /[^\u0000-\u00ff]/g;
let values;

// Every script's digits stand together from 0 to 9; Java's readers look at single UTF-16 units, so that none beyond U+FFFF counts.
function digitValues() {
  values = new Map();
  let n = 0;
  for (let code = 0x100; code < 0xd800 + 0x2800; code++) {
    const c = String.fromCharCode(code);
    if (/\p{Nd}/u.test(c)) values.set(c, String(n++ % 10));
  }
  return values;
}

/** The text with the digits of other scripts as 0 to 9, as Integer.parseInt and BigDecimal read them. */
export const plainDigits = (text) => text.replace(DIGIT, (c) => (values ?? digitValues()).get(c) ?? c);

const HEX = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/;

/** The decimal text of exactly the same value as that of a hexadecimal one such as 0x1.8p3; null for anything else. */
export function hexadecimalText(text) {
  const m = HEX.exec(text);
  if (!m || m[2] + m[3] === '') return null;
  const mantissa = BigInt(`0x${m[2]}${m[3]}`);
  // Beyond any double's exponent it is 0 or infinity all the same.
  const exponent = Math.max(-9999, Math.min(9999, Number(m[4]))) - 4 * m[3].length;
  return exponent >= 0 ? `${m[1]}${mantissa << BigInt(exponent)}` : `${m[1]}${mantissa * 5n ** BigInt(-exponent)}e${exponent}`;
}
