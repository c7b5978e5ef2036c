// One csv record to its fields, as Spark's parser reads it: no field inside a line is quoted unless a quote opens it; a quote that closes
// a field must be followed by a separator, or blanks and one; otherwise the field is taken as it stands up to the next separator.

import { fail } from '../errors.mjs';

const EMPTY = Symbol('a quoted nothing');

/**
 * Reads records from a text. next(text, position) gives the fields from a position on, and end: where the record ends. A field is a
 * string, null for nothing between separators, or EMPTY for a quoted nothing.
 */
export class Tokenizer {
  constructor({ separator, quote, escape, trimLeft, trimRight, multiLine, maxColumns = 20480 }) {
    this.maxColumns = maxColumns;
    this.separator = separator;
    this.quote = quote;
    this.escape = escape;
    // Two escapes in a row are one, unless the quote is its own escape.
    this.escapeEscape = quote === escape ? '\u0000' : escape;
    this.trimLeft = trimLeft;
    this.trimRight = trimRight;
    this.newline = multiLine ? '\n' : null;
    this.quotes = quote !== '\u0000';
    this.end = 0;
  }

  /** The fields of the record that begins at a position; this.end is behind its line end. */
  record(text, start = 0) {
    const fields = [];
    this.text = text;
    this.i = start;
    for (;;) {
      if (this.trimLeft) this.skipBlanks();
      fields.push(this.field());
      if (fields.length > this.maxColumns) this.tooWide();
      if (this.i >= text.length) { this.end = text.length; return fields; }
      if (text[this.i] === this.newline) { this.end = this.i + 1; return fields; }
      this.i += this.separator.length;
    }
  }

  tooWide() {
    fail('_LEGACY_ERROR_TEMP_2064', `Encountered error while reading file. Details: a line has more than ${this.maxColumns} fields; the csv option maxColumns sets how many it may have.`);
  }

  get atSeparator() { return this.text.startsWith(this.separator, this.i); }

  get atEnd() { return this.i >= this.text.length || this.text[this.i] === this.newline || this.atSeparator; }

  skipBlanks() {
    while (this.i < this.text.length && this.text.charCodeAt(this.i) <= 32 && this.text[this.i] !== this.newline && !this.atSeparator) this.i++;
  }

  field() {
    if (this.quotes && this.text[this.i] === this.quote) return this.quoted();
    return this.plain(this.i);
  }

  // From a place to the next separator or the end of the record.
  plain(from) {
    let stop = this.text.indexOf(this.separator, this.i);
    if (stop < 0) stop = this.text.length;
    if (this.newline !== null) {
      const line = this.text.indexOf(this.newline, this.i);
      if (line >= 0 && line < stop) stop = line;
    }
    this.i = stop;
    const value = this.text.slice(from, stop);
    const trimmed = this.trimRight ? value.replace(/[\u0000-\u0020]+$/, '') : value;
    return trimmed === '' ? null : trimmed;
  }

  quoted() {
    const { text, quote, escape, escapeEscape } = this;
    this.i++;
    if (this.i >= text.length) return quote;
    let value = '';
    let closing = false;
    while (this.i < text.length) {
      const c = text[this.i];
      if (closing) {
        if (this.atEnd) return value === '' ? EMPTY : value;
        if (c.charCodeAt(0) <= 32) return this.behindQuote(value);
        if (c === quote) { value += quote; this.i++; continue; }
        return this.asItStands(`${value}${quote}`);
      }
      if (c === escape && (quote !== escape)) {
        const n = text[this.i + 1];
        if (n === quote || n === escapeEscape) { value += n; this.i += 2; continue; }
        value += c;
        this.i++;
        continue;
      }
      if (c === quote) {
        if (quote === escape && text[this.i + 1] === quote) { value += quote; this.i += 2; continue; }
        closing = true;
        this.i++;
        continue;
      }
      value += c;
      this.i++;
    }
    return closing && value === '' ? EMPTY : value;
  }

  // Blanks behind a closing quote are dropped if nothing else follows.
  behindQuote(value) {
    const from = this.i;
    while (this.i < this.text.length && this.text.charCodeAt(this.i) <= 32 && !this.atEnd) this.i++;
    if (this.atEnd) return value === '' ? EMPTY : value;
    return this.asItStands(`${value}${this.quote}${this.text.slice(from, this.i)}`);
  }

  // The quote was no closing one: the field is the text read so far, quotes included, and what follows up to the separator.
  asItStands(soFar) {
    const rest = this.plain(this.i) ?? '';
    return `${this.quote}${soFar}${rest}`;
  }
}

export { EMPTY };
