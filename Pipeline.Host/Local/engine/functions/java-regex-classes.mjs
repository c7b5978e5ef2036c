// Character classes of Java's regular expressions, rewritten for JavaScript's v flag.

import { BadPattern } from './java-regex.mjs';

export const SETS = {
  d: '0-9', D: '^0-9', w: 'a-zA-Z_0-9', W: '^a-zA-Z_0-9', s: ' \\t\\n\\x0b\\f\\r', S: '^ \\t\\n\\x0b\\f\\r',
  h: ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000', H: '^ \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0b\\f\\r\\x85\\u2028\\u2029', V: '^\\n\\x0b\\f\\r\\x85\\u2028\\u2029',
};

const POSIX = {
  Lower: 'a-z', Upper: 'A-Z', ASCII: '\\x00-\\x7f', Alpha: 'a-zA-Z', Digit: '0-9', Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~', Graph: '!-~', Print: ' -~', Blank: ' \\t', Cntrl: '\\x00-\\x1f\\x7f', XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0b\\f\\r',
};
const GENERAL = /^(?:L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|Me|N|Nd|Nl|No|P|Pc|Pd|Ps|Pe|Pi|Pf|Po|S|Sm|Sc|Sk|So|Z|Zs|Zl|Zp)$/;
const SCRIPTS = new Set(['Latin', 'Greek', 'Cyrillic', 'Han', 'Hiragana', 'Katakana', 'Arabic', 'Hebrew', 'Thai', 'Hangul', 'Devanagari']);
const BINARY = { Alphabetic: 'Alphabetic', Uppercase: 'Uppercase', Lowercase: 'Lowercase', Ideographic: 'Ideographic', White_Space: 'White_Space' };

export const escapeLiteral = (c) => (/[a-zA-Z0-9]/.test(c) ? c : `\\u{${c.codePointAt(0).toString(16)}}`);

/** The inside of a class for \p{...}. */
export function namedClass(t, negated) {
  let name = t.char;
  t.i++;
  if (name === '{') {
    const end = t.chars.indexOf('}', t.i);
    if (end < 0) throw new BadPattern();
    name = t.chars.slice(t.i, end).join('');
    t.i = end + 1;
  }
  const set = propertySet(t, name);
  return negated ? `^${set}` : set;
}

function propertySet(t, name) {
  if (POSIX[name]) {
    if (t.ignoreCase && (name === 'Lower' || name === 'Upper')) t.refuse('\\p{Lower} or \\p{Upper} ignoring case');
    return POSIX[name];
  }
  const plain = name.replace(/^Is/, '');
  if (GENERAL.test(plain)) {
    if (t.ignoreCase && /^L[ult]$/.test(plain)) t.refuse(`\\p{${name}} ignoring case`);
    return `\\p{${plain}}`;
  }
  if (name.startsWith('Is') && BINARY[plain]) return `\\p{${BINARY[plain]}}`;
  if (name.startsWith('Is') && SCRIPTS.has(plain)) return `\\p{Script=${plain}}`;
  return t.refuse(`\\p{${name}}`);
}

/** A class, its opening bracket just read. */
export function classBody(t) {
  const negated = t.char === '^';
  if (negated) t.i++;
  const parts = [];
  const operands = [];
  let first = true;
  for (;;) {
    const c = t.char;
    if (c === undefined) throw new BadPattern();
    if (c === ']' && !first) { t.i++; break; }
    first = false;
    if (c === '[') {
      if (negated) t.refuse('a class inside a negated class');
      t.i++;
      parts.push(classBody(t));
    } else if (t.looking('&&')) {
      if (negated) t.refuse('an intersection in a negated class');
      t.i += 2;
      operands.push(parts.splice(0));
    } else parts.push(classItem(t));
  }
  operands.push(parts);
  if (operands.length > 1 && operands.some((o) => o.length === 0)) t.refuse('an intersection with nothing');
  const body = operands.length === 1 ? parts.join('') : operands.map((o) => `[${o.join('')}]`).join('&&');
  return `[${negated ? '^' : ''}${body}]`;
}

function classItem(t) {
  const low = classCharacter(t);
  if (low.set) return low.set;
  if (t.char !== '-' || t.chars[t.i + 1] === ']' || t.chars[t.i + 1] === '[' || t.chars[t.i + 1] === undefined) return withCase(t, low.c, low.c);
  t.i++;
  const high = classCharacter(t);
  if (high.set || high.c.codePointAt(0) < low.c.codePointAt(0)) throw new BadPattern();
  return withCase(t, low.c, high.c);
}

function classCharacter(t) {
  const c = t.char;
  t.i++;
  if (c !== '\\') return { c };
  const e = t.char;
  if (e === undefined) throw new BadPattern();
  t.i++;
  if (SETS[e]) return { set: `[${SETS[e]}]` };
  if (e === 'p' || e === 'P') return { set: `[${namedClass(t, e === 'P')}]` };
  if (e === 'Q' || e === 'R' || e === 'b' || e === 'X') t.refuse(`\\${e} in a class`);
  let plain;
  const control = t.escapedCharacter(e, (text) => { plain = text; return text; });
  return plain !== undefined ? { c: plain } : { c: CONTROL_CHARACTERS[control] };
}

const CONTROL_CHARACTERS = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\f': '\f', '\\x07': '\u0007', '\\x1b': '\u001b' };

const range = (low, high) => (low === high ? escapeLiteral(low) : `${escapeLiteral(low)}-${escapeLiteral(high)}`);

// Java ignores the case of ASCII letters only, so both cases are spelled out.
function withCase(t, low, high) {
  const base = range(low, high);
  if (!t.ignoreCase) return base;
  let extra = '';
  for (const [from, to, shift] of [['a', 'z', -32], ['A', 'Z', 32]]) {
    const start = Math.max(low.codePointAt(0), from.charCodeAt(0));
    const end = Math.min(high.codePointAt(0), to.charCodeAt(0));
    if (start <= end) extra += range(String.fromCharCode(start + shift), String.fromCharCode(end + shift));
  }
  return base + extra;
}
