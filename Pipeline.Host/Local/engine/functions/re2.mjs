// Java regular expressions that mean the same to RE2, which DuckDB searches with and which is several times as quick as calling
// JavaScript: letters, sets, groups, repetition, ^ and $. Anything else is not translated.

const SETS = { d: '0-9', w: '0-9A-Za-z_', s: ' \\t\\n\\x0B\\f\\r' };
const LINE_ENDS = '\\n\\r\\x{85}\\x{2028}\\x{2029}';
const CONTROLS = { t: '\\t', n: '\\n', r: '\\r', f: '\\f' };

const literal = (c) => (/[A-Za-z0-9]/.test(c) ? c : `\\x{${c.codePointAt(0).toString(16)}}`);

class Unfit extends Error {}

const cache = new Map();

/** {source, groups, least, lineEnds} or null: least is the length of the shortest match, lineEnds whether $ is in it. */
export function toRe2(pattern) {
  if (!cache.has(pattern)) {
    if (cache.size > 500) cache.clear();
    cache.set(pattern, translate(pattern));
  }
  return cache.get(pattern);
}

function translate(pattern) {
  const state = { chars: [...pattern], i: 0, groups: 0, lineEnds: false, depth: 0, repeatedGroups: false };
  try {
    const { source, least } = alternation(state);
    if (state.i < state.chars.length) return null;
    return { source, least, groups: state.groups, lineEnds: state.lineEnds, repeatedGroups: state.repeatedGroups };
  } catch (error) {
    if (error instanceof Unfit) return null;
    throw error;
  }
}

function alternation(s) {
  let result = sequence(s);
  while (s.chars[s.i] === '|') {
    s.i++;
    const next = sequence(s);
    result = { source: `${result.source}|${next.source}`, least: Math.min(result.least, next.least) };
  }
  return result;
}

function sequence(s) {
  let source = '';
  let least = 0;
  while (s.i < s.chars.length && s.chars[s.i] !== '|' && s.chars[s.i] !== ')') {
    const before = s.groups;
    const atom = atomOf(s);
    const [text, times] = repetition(s, atom, before);
    source += text;
    least += atom.least * times;
  }
  return { source, least };
}

function repetition(s, atom, groupsBefore) {
  const m = /^(?:[*+?]|\{(\d{1,3})(?:,(\d{0,3}))?\})/.exec(s.chars.slice(s.i, s.i + 12).join(''));
  if (!m) return [atom.source, 1];
  if (atom.anchor) throw new Unfit();
  s.i += m[0].length;
  if (s.groups > groupsBefore && m[0] !== '?') s.repeatedGroups = true;
  const lazy = s.chars[s.i] === '?' ? '?' : '';
  if (lazy) s.i++;
  if (s.chars[s.i] === '+') throw new Unfit();
  const times = m[0] === '+' ? 1 : m[1] !== undefined ? Number(m[1]) : 0;
  return [`${atom.source}${m[0]}${lazy}`, times];
}

function atomOf(s) {
  const c = s.chars[s.i++];
  switch (c) {
    case '.': return { source: `[^${LINE_ENDS}]`, least: 1 };
    case '^': return { source: '\\A', least: 0, anchor: true };
    case '$': s.lineEnds = true; return { source: '\\z', least: 0, anchor: true };
    case '(': return group(s);
    case '[': return set(s);
    case '\\': return escaped(s);
    case '*': case '+': case '?': case '{': throw new Unfit();
    default: return { source: literal(c), least: 1 };
  }
}

function group(s) {
  let open = '(';
  if (s.chars[s.i] === '?') {
    if (s.chars[s.i + 1] !== ':') throw new Unfit();
    s.i += 2;
    open = '(?:';
  } else s.groups++;
  const inner = alternation(s);
  if (s.chars[s.i++] !== ')') throw new Unfit();
  return { source: `${open}${inner.source})`, least: inner.least };
}

function escaped(s) {
  const c = s.chars[s.i++];
  if (c === undefined) throw new Unfit();
  if (SETS[c]) return { source: `[${SETS[c]}]`, least: 1 };
  if (SETS[c.toLowerCase()]) return { source: `[^${SETS[c.toLowerCase()]}]`, least: 1 };
  if (CONTROLS[c]) return { source: CONTROLS[c], least: 1 };
  if (/[A-Za-z0-9]/.test(c)) throw new Unfit();
  return { source: literal(c), least: 1 };
}

function set(s) {
  let source = '';
  const negated = s.chars[s.i] === '^';
  if (negated) s.i++;
  for (let first = true; ; first = false) {
    const c = s.chars[s.i++];
    if (c === undefined || c === '[' || (c === '&' && s.chars[s.i] === '&') || (c === ']' && first)) throw new Unfit();
    if (c === ']') break;
    source += item(s, c);
  }
  return { source: `[${negated ? '^' : ''}${source}]`, least: 1 };
}

function item(s, c) {
  if (c !== '\\') return range(s, c);
  const e = s.chars[s.i++];
  if (SETS[e]) return SETS[e];
  if (CONTROLS[e]) return CONTROLS[e];
  if (e === undefined || /[A-Za-z0-9]/.test(e)) throw new Unfit();
  return range(s, e);
}

function range(s, low) {
  if (s.chars[s.i] !== '-' || s.chars[s.i + 1] === ']' || s.chars[s.i + 1] === undefined) return literal(low);
  const high = s.chars[s.i + 1];
  if (high === '\\' || high === '[' || high.codePointAt(0) < low.codePointAt(0)) throw new Unfit();
  s.i += 2;
  return `${literal(low)}-${literal(high)}`;
}

/** The pattern as plain text, if it is nothing else. */
export function plainText(pattern) {
  if (/^[^\\.^$|?*+()[\]{}]+$/.test(pattern)) return pattern;
  const m = /^\\([^A-Za-z0-9])$/.exec(pattern);
  return m ? m[1] : null;
}

/** A replacement of Java's as RE2's, or null: text and $1 to $9 only. */
export function toRe2Replacement(replacement, groups) {
  if (!/^(?:[^$\\]|\$\d(?!\d))*$/.test(replacement)) return null;
  let fits = true;
  const source = replacement.replace(/\$(\d)/g, (_, d) => { if (Number(d) > groups) fits = false; return `\\${d}`; });
  return fits ? source : null;
}

/** A native search if the text has no line end that $ would have to look at, else the call of JavaScript. */
export function guarded({ lineEnds }, text, native, call) {
  return lineEnds ? `CASE WHEN regexp_matches(${text}, '[${LINE_ENDS}]') THEN ${call} ELSE ${native} END` : native;
}
