// Tokens of Spark's SQL lexer: what is a word, a number, a string, a comment, and where each begins.

import { fail } from '../errors.mjs';

const WORD = /[A-Za-z0-9_]+/y;
const BLANK = /[ \r\n\t]+/y;
const LINE_COMMENT = /--(?:\\\n|[^\r\n])*\r?\n?/y;
const NUMBER = /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?:BD|bd|Bd|bD|[DdFf])?/y;
const WHOLE = /\d+[LlSsYy]/y;
const STRING = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|[rR]'[^']*'|[rR]"[^"]*"/y;
const QUOTED = /`(?:[^`]|``)*`/y;
const OPERATOR = /<=>|<>|!=|!<|!>|<=|>=|==|\|\||->|=>|[-+*/%~&|^=<>!()[\],.;:?]/y;

const at = (pattern, source, index) => {
  pattern.lastIndex = index;
  const m = pattern.exec(source);
  return m ? m[0] : null;
};

/** All tokens of a statement: {t, v, u, pos, end}; t is word, quoted, string, number, op, hint or end; u is the upper-case text. */
export function tokenize(source) {
  const tokens = [];
  const push = (t, v, pos) => tokens.push({ t, v, u: t === 'word' || t === 'op' ? v.toUpperCase() : '', pos, end: pos + v.length });
  let i = 0;
  while (i < source.length) {
    const skipped = at(BLANK, source, i) ?? at(LINE_COMMENT, source, i);
    if (skipped !== null) { i += skipped.length; continue; }
    if (source.startsWith('/*', i)) {
      const end = source[i + 2] === '+' ? hint(source, i, push) : comment(source, i);
      i = end;
      continue;
    }
    const token = next(source, i);
    push(token[0], token[1], i);
    i += token[1].length;
  }
  tokens.push({ t: 'end', v: '', u: '', pos: source.length, end: source.length });
  return tokens;
}

function next(source, i) {
  const string = at(STRING, source, i);
  if (string !== null) return ['string', string];
  const quoted = at(QUOTED, source, i);
  if (quoted !== null) return ['quoted', quoted];
  // The longest match wins, and a number over a word of the same length: 1L is a number, 1AS a word.
  const word = at(WORD, source, i) ?? '';
  const number = numberAt(source, i) ?? '';
  if (number.length > 0 && number.length >= word.length) return ['number', number];
  if (word.length > 0) return ['word', word];
  const operator = at(OPERATOR, source, i);
  if (operator !== null) return ['op', operator];
  return fail('PARSE_SYNTAX_ERROR', `Syntax error at or near '${source[i]}'`, i);
}

function numberAt(source, i) {
  const whole = at(WHOLE, source, i);
  const number = at(NUMBER, source, i);
  const best = (whole?.length ?? 0) > (number?.length ?? 0) ? whole : number;
  if (best === null) return null;
  // A number with a point must not run into a word: 5.x is a field of 5 to nobody, so it is left to the parser as 5 and .x.
  const follower = source[i + best.length] ?? '';
  if (/[.eEdDfF]/.test(best) && /[A-Za-z0-9_]/.test(follower)) {
    const digits = /\d+/y;
    return at(digits, source, i);
  }
  return best;
}

function comment(source, start) {
  let depth = 0;
  let i = start;
  while (i < source.length) {
    if (source.startsWith('/*', i) && (source[i + 2] !== '+' || depth > 0)) { depth++; i += 2; }
    else if (source.startsWith('*/', i)) { depth--; i += 2; if (depth === 0) return i; }
    else i++;
  }
  return fail('UNCLOSED_BRACKETED_COMMENT', 'Found an unclosed bracketed comment. Please, append */ at the end of the comment.', start);
}

// A hint never changes rows, so its text is kept as one token and read only for its outline.
function hint(source, start, push) {
  const end = source.indexOf('*/', start + 3);
  if (end < 0) fail('PARSE_SYNTAX_ERROR', "Syntax error at or near end of input", source.length);
  push('hint', source.slice(start, end + 2), start);
  return end + 2;
}

const ESCAPES = { 0: '\u0000', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\u001a', '%': '\\%', _: '\\_' };

/** The value of a string token: escapes by backslash; raw with R in front. */
export function stringValue(token) {
  const text = token.v;
  if (text[0] === 'r' || text[0] === 'R') return text.slice(2, -1);
  const body = text.slice(1, -1);
  if (!body.includes('\\')) return body;
  return body.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([01][0-7]{2})|([^]))/g, (_, u4, u8, octal, other) => {
    if (u4 !== undefined) return String.fromCharCode(parseInt(u4, 16));
    if (u8 !== undefined) return codePoint(parseInt(u8, 16), token.pos);
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    return ESCAPES[other] ?? other;
  });
}

function codePoint(value, pos) {
  if (value > 0x10ffff) fail('PARSE_SYNTAX_ERROR', `Syntax error: no character has the number ${value}`, pos);
  return String.fromCodePoint(value);
}

/** The name inside back quotes. */
export const quotedName = (token) => token.v.slice(1, -1).replaceAll('``', '`');
