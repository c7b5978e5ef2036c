// Java regular expressions as JavaScript ones. What would mean something else here is refused, what Java refuses fails as in Java.

import { Refusal, SparkError } from '../errors.mjs';
import { classBody, escapeLiteral, namedClass, SETS } from './java-regex-classes.mjs';

class BadPattern extends Error {}

const cache = new Map();

/** {regex, groups, map, risky}: the pattern compiled; map gives JavaScript's number of each group of Java's. */
export function compile(pattern, fn) {
  let compiled = cache.get(pattern);
  if (!compiled) {
    if (cache.size > 500) cache.clear();
    compiled = build(pattern);
    cache.set(pattern, compiled);
  }
  if (compiled.bad) {
    throw new SparkError('INVALID_PARAMETER_VALUE.PATTERN', `The value of parameter(s) \`regexp\` in \`${fn}\` is invalid: '${pattern}'.`);
  }
  if (compiled.refused) throw new Refusal(compiled.refused);
  return compiled;
}

function build(pattern) {
  try {
    const t = new Translator(pattern);
    const source = t.alternation();
    if (t.i < t.chars.length) throw new BadPattern();
    return { regex: new RegExp(source, 'gv'), groups: t.javaGroups, map: t.map, risky: t.risky };
  } catch (error) {
    if (error instanceof BadPattern) return { bad: true };
    return { refused: error instanceof Refusal ? error.what : `the regular expression '${pattern}'` };
  }
}

const LINE_END = '[\\n\\r\\x85\\u2028\\u2029]';
const DOLLAR = '(?=(?:\\r\\n|[\\r\\x85\\u2028\\u2029]|(?<!\\r)\\n)?$)';
const WORDLIKE = '[\\p{L}\\p{Nd}_]';
const ANCHORS = {
  A: '^', z: '$', Z: DOLLAR,
  b: `(?:(?<=${WORDLIKE})(?!${WORDLIKE})|(?<!${WORDLIKE})(?=${WORDLIKE}))`,
  B: `(?:(?<=${WORDLIKE})(?=${WORDLIKE})|(?<!${WORDLIKE})(?!${WORDLIKE}))`,
};
const CONTROLS = { t: '\\t', n: '\\n', r: '\\r', f: '\\f', a: '\\x07', e: '\\x1b' };

class Translator {
  constructor(pattern) {
    this.chars = [...pattern];
    this.pattern = pattern;
    this.i = 0;
    this.javaGroups = 0;
    this.jsGroups = 0;
    this.map = [0];
    this.closed = new Set();
    this.risky = new Set();
    this.ignoreCase = false;
    this.dotAll = false;
  }

  get char() { return this.chars[this.i]; }

  looking(text) { return this.chars.slice(this.i, this.i + text.length).join('') === text; }

  refuse(what) { throw new Refusal(`${what} in the regular expression '${this.pattern}'`); }

  alternation() {
    const flags = [this.ignoreCase, this.dotAll];
    let out = this.sequence();
    while (this.char === '|') { this.i++; out += `|${this.sequence()}`; }
    [this.ignoreCase, this.dotAll] = flags;
    return out;
  }

  sequence() {
    let out = '';
    while (this.i < this.chars.length && this.char !== '|' && this.char !== ')') {
      const before = this.javaGroups;
      const start = this.i;
      const atom = this.atom();
      if (atom !== null) out += this.quantified(atom, before, start);
    }
    return out;
  }

  quantified(atom, groupsBefore, start) {
    const m = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/.exec(this.chars.slice(this.i, this.i + 30).join(''));
    if (!m) { if (this.char === '{') throw new BadPattern(); return atom; }
    if (/^\(\?(?:[=!]|<[=!])/.test(atom) || atom === '^' || atom === '$') this.refuse('a repeated assertion');
    this.i += m[0].length;
    this.markRepeated(m, groupsBefore, this.chars.slice(start, this.i).join(''));
    if (this.char === '?') { this.i++; return `${atom}${m[0]}?`; }
    if (this.char !== '+') return `${atom}${m[0]}`;
    // A possessive quantifier gives nothing back: a lookahead that captures, then the same text again.
    this.i++;
    return this.atomic(`${atom}${m[0]}`, groupsBefore);
  }

  atomic(body, groupsBefore) {
    if (this.javaGroups !== groupsBefore) this.refuse('groups inside a possessive or atomic part');
    this.jsGroups++;
    return `(?:(?=(${body}))\\${this.jsGroups})`;
  }

  // JavaScript forgets what a group inside a repeated one held, Java keeps it.
  markRepeated(m, groupsBefore, text) {
    if (m[0] === '?' || this.javaGroups === groupsBefore) return;
    for (let g = groupsBefore + 2; g <= this.javaGroups; g++) this.risky.add(g);
    if (!text.startsWith('(') || text.startsWith('(?:') || /[*?|{]/.test(text.slice(1, -m[0].length))) this.risky.add(groupsBefore + 1);
  }

  atom() {
    const c = this.char;
    this.i++;
    switch (c) {
      case '.': return this.dotAll ? '[\\s\\S]' : LINE_END.replace('[', '[^');
      case '^': return '^';
      case '$': return DOLLAR;
      case '[': return classBody(this);
      case '(': return this.group();
      case '\\': return this.escape();
      case '*': case '+': case '?': throw new BadPattern();
      default: return this.literal(c);
    }
  }

  literal(c) {
    if (this.ignoreCase && /[a-zA-Z]/.test(c)) return `[${c.toLowerCase()}${c.toUpperCase()}]`;
    return escapeLiteral(c);
  }

  group() {
    if (this.char !== '?') return this.capture('(');
    for (const lead of ['?:', '?=', '?!', '?<=', '?<!', '?>']) {
      if (!this.looking(lead)) continue;
      this.i += lead.length;
      const before = this.javaGroups;
      const start = this.i;
      const body = this.alternation();
      this.close();
      const text = this.chars.slice(start, this.i - 1).join('');
      if (lead.startsWith('?<') && /[*+]|\{\d+,\}|\\[0-9k]/.test(text)) this.refuse('look-behind of unlimited length');
      return lead === '?>' ? this.atomic(body, before) : `(${lead}${body})`;
    }
    const named = /^\?<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.chars.slice(this.i, this.i + 80).join(''));
    if (named) { this.i += named[0].length; return this.capture(`(?<${named[1]}>`); }
    return this.flags();
  }

  capture(open) {
    this.javaGroups++;
    this.jsGroups++;
    const number = this.javaGroups;
    this.map[number] = this.jsGroups;
    const body = this.alternation();
    this.close();
    this.closed.add(number);
    return `${open}${body})`;
  }

  close() {
    if (this.char !== ')') throw new BadPattern();
    this.i++;
  }

  flags() {
    const m = /^\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(this.chars.slice(this.i, this.i + 20).join(''));
    if (!m) throw new BadPattern();
    if (/[^is]/.test(m[1] + (m[2] ?? ''))) this.refuse(`the flags ${m[0].slice(0, -1)}`);
    this.i += m[0].length;
    const saved = [this.ignoreCase, this.dotAll];
    if (m[1].includes('i')) this.ignoreCase = true;
    if (m[1].includes('s')) this.dotAll = true;
    if (m[2]?.includes('i')) this.ignoreCase = false;
    if (m[2]?.includes('s')) this.dotAll = false;
    if (m[3] === ')') return null;
    const body = this.alternation();
    this.close();
    [this.ignoreCase, this.dotAll] = saved;
    return `(?:${body})`;
  }

  escape() {
    const c = this.char;
    if (c === undefined) throw new BadPattern();
    this.i++;
    if (ANCHORS[c]) return ANCHORS[c];
    if (SETS[c]) return `[${SETS[c]}]`;
    if (c === 'R') return '(?:\\r\\n|[\\n\\x0b\\f\\r\\x85\\u2028\\u2029])';
    if (c === 'Q') return this.quote();
    if (/[1-9]/.test(c)) return this.backReference(c);
    if (c === 'k' || c === 'G' || c === 'X' || c === 'N') return this.refuse(`\\${c}`);
    return this.escapedCharacter(c, (text) => this.literal(text));
  }

  /** What a backslash and a letter stand for, in and outside of classes. */
  escapedCharacter(c, literal) {
    if (CONTROLS[c]) return CONTROLS[c];
    if (c === 'p' || c === 'P') return `[${namedClass(this, c === 'P')}]`;
    if (c === 'x' || c === 'u') return literal(String.fromCodePoint(this.hex(c)));
    if (c === '0') return literal(String.fromCodePoint(this.octal()));
    if (c === 'c') { const k = this.char; this.i++; return literal(String.fromCharCode(k.charCodeAt(0) ^ 64)); }
    if (/[a-zA-Z]/.test(c)) throw new BadPattern();
    return literal(c);
  }

  hex(kind) {
    const rest = this.chars.slice(this.i, this.i + 12).join('');
    const m = (kind === 'u' ? /^([0-9a-fA-F]{4})/ : /^(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/).exec(rest);
    if (!m) throw new BadPattern();
    this.i += m[0].length;
    return parseInt(m[1] ?? m[2], 16);
  }

  octal() {
    const m = /^(?:[0-3][0-7]{0,2}|[0-7]{1,2})/.exec(this.chars.slice(this.i, this.i + 3).join(''));
    if (!m) throw new BadPattern();
    this.i += m[0].length;
    return parseInt(m[0], 8);
  }

  quote() {
    let end = this.i;
    while (end < this.chars.length && !(this.chars[end] === '\\' && this.chars[end + 1] === 'E')) end++;
    const text = this.chars.slice(this.i, end).map((c) => this.literal(c)).join('');
    this.i = Math.min(end + 2, this.chars.length);
    return text === '' ? null : text;
  }

  // A group that took no part matches nothing in Java and the empty text here, so only sure ones may be referred to.
  backReference(c) {
    const number = Number(c);
    if (/[0-9]/.test(this.char ?? '') || !this.closed.has(number) || this.pattern.includes('|') || this.risky.has(number)) {
      this.refuse('a reference to a group');
    }
    if (/\)[?*]|\)\{0/.test(this.pattern)) this.refuse('a reference to a group');
    return this.ignoreCase ? this.refuse('a reference to a group, ignoring case') : `(?:\\${this.map[number]})`;
  }
}

export { BadPattern };
