// A JSON reader that keeps the text of numbers: 1.0 and 1 are two things, and long whole numbers keep every digit.

export class RawNumber {
  constructor(text) { this.text = text; }

  toString() { return this.text; }
}

export function parseRaw(text) {
  let i = 0;
  const skip = () => { while (i < text.length && ' \n\r\t'.includes(text[i])) i++; };
  const value = () => {
    skip();
    const c = text[i];
    if (c === '{') return object();
    if (c === '[') return array();
    if (c === '"') return string();
    const m = /(?:true|false|null|-?\d[0-9.eE+-]*)/y;
    m.lastIndex = i;
    const found = m.exec(text)?.[0];
    if (found === undefined) throw new Error(`unexpected ${c} at ${i}`);
    i += found.length;
    return { true: true, false: false, null: null }[found] ?? (found === 'null' ? null : found === 'false' ? false : new RawNumber(found));
  };
  const string = () => {
    const start = i++;
    while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
    i++;
    return JSON.parse(text.slice(start, i));
  };
  const array = () => {
    const list = [];
    i++;
    for (skip(); text[i] !== ']'; skip()) { list.push(value()); skip(); if (text[i] === ',') i++; }
    i++;
    return list;
  };
  const object = () => {
    const result = {};
    i++;
    for (skip(); text[i] !== '}'; skip()) {
      skip();
      const key = string();
      skip();
      i++;
      result[key] = value();
      skip();
      if (text[i] === ',') i++;
    }
    i++;
    return result;
  };
  return value();
}

/** A canonical text of a value, numbers by their own. */
export function canonical(value) {
  if (value instanceof RawNumber) return `#${value.text}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') return `{${Object.keys(value).map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(',')}}`;
  return JSON.stringify(value);
}
