// Reads a csv file by its lines into columns. Most lines are plain: as many fields as there are columns, each either without quotes or
// quoted from its first to its last byte with nothing to unescape, each of a shape that its type reads at once. Their bytes go straight
// into the columns. Any other line is made a text and goes the long way, by the tokenizer and the record reader, which say what it means.

import { regionsOf } from './regions.mjs';
import { Tokenizer } from './tokenizer.mjs';

const LF = 10;
const CR = 13;
const BLANK = 32;
const NONE = -1;
// Bytes of long texts in one column of one chunk.
const MOST_HELD = 1 << 26;

export class LineReader {
  /**
   * options: the settled ones of the scan, with nullValue and emptyValue; files: a function that lists them; targets: by a field's place in
   * the line, the column that it goes to, or null; columns: all columns to fill; read: a record reader; width: how many fields a line
   * should have; strict: whether one of another width has to go the long way; byBytes: false sends all lines there; regionSize: bytes.
   */
  constructor({ options, charset, files, targets, columns, read, width, strict, byBytes, onHeader, regionSize }) {
    Object.assign(this, { options, charset, targets, columns, read, width, strict, onHeader, regionSize });
    this.tokenizer = new Tokenizer(options);
    this.comment = options.comment === '\u0000' ? null : options.comment;
    this.byBytes = byBytes && this.settle(options);
    this.last = targets.findLastIndex((t) => t !== null);
    this.others = columns.filter((c) => !targets.includes(c));
    this.regions = this.allRegions(files);
    this.i = 0;
    this.end = 0;
  }

  // The bytes that mean something; where one of them is not a single ASCII character there are no plain lines.
  settle({ separator, quote, escape, trimLeft, trimRight, nullValue, emptyValue }) {
    const code = (c) => (c === '\u0000' ? NONE : ascii(c));
    this.separator = ascii(separator);
    this.quote = code(quote);
    this.escape = quote === '\u0000' ? NONE : ascii(escape);
    this.commentCode = code(this.comment ?? '\u0000');
    this.nullBytes = nullValue === '' ? null : Buffer.from(nullValue);
    this.emptyIsNull = emptyValue === nullValue;
    const codes = [this.separator, this.quote, this.escape, this.commentCode];
    return !trimLeft && !trimRight && this.separator !== this.quote && codes.every((c) => c !== undefined && c !== LF && c !== CR);
  }

  * allRegions(files) {
    for (const file of files()) {
      this.file = file;
      this.header = this.options.header;
      yield* regionsOf(file.path, this.charset, this.regionSize);
    }
  }

  /** Fills the columns from their first row on; answers how many rows there are now, 0 only at the end. After a fault row says the same. */
  fill(most) {
    this.row = 0;
    while (this.row < most && !(this.row > 0 && this.columns.some((c) => c.held > MOST_HELD))) {
      if (this.i >= this.end && !this.nextRegion()) break;
      if (this.header) this.skipHeader();
      this.row = this.byBytes ? this.plainLines(this.row, most) : this.slowLines(this.row, most);
    }
    return this.row;
  }

  /** Gives up what has not been read; a query with a LIMIT asks for no more at some time. */
  close() { this.regions.return(); }

  nextRegion() {
    const { value, done } = this.regions.next();
    if (done) return false;
    this.bytes = value.bytes;
    this.i = value.start;
    this.end = value.end;
    return true;
  }

  skipHeader() {
    while (this.header && this.i < this.end) {
      const text = this.nextText();
      if (isBlank(text) || (this.comment !== null && text.trim().startsWith(this.comment))) continue;
      this.header = false;
      const names = this.tokenizer.record(text);
      this.onHeader?.(names, this.file);
    }
  }

  // The line at the current place as text; the place is behind it afterwards.
  nextText() {
    const stop = lineEnd(this.bytes, this.i);
    const text = this.bytes.utf8Slice(this.i, stop);
    this.i = behind(this.bytes, stop);
    return text;
  }

  slowLines(from, most) {
    let row = from;
    while (this.i < this.end && row < most) row = this.slowLine(row);
    return row;
  }

  slowLine(row) {
    this.row = row;
    const text = this.nextText();
    if (isBlank(text) || (this.comment !== null && text.startsWith(this.comment))) return row;
    const { tokenizer } = this;
    const values = this.read({ text, get fields() { return tokenizer.record(text); } }, this.file);
    if (values === null) return row;
    for (let k = 0; k < values.length; k++) this.columns[k].put(row, values[k]);
    return row + 1;
  }

  // What a plain line has left in a row whose line turns out to be none.
  again(row, start) {
    for (const column of this.columns) column.clear(row);
    this.i = start;
    return this.slowLine(row);
  }

  plainLines(from, most) {
    const { bytes, end, separator, commentCode, targets, last } = this;
    // A shorter line cannot have too many fields.
    const { maxColumns } = this.tokenizer;
    let row = from;
    while (this.i < end && row < most) {
      const start = this.i;
      const first = bytes[start];
      if (first <= BLANK || first === commentCode) {
        const stop = lineEnd(bytes, start);
        if (first === commentCode || blankBytes(bytes, start, stop)) { this.i = behind(bytes, stop); continue; }
      }
      const stop = this.plainLine(bytes, start, row, targets, separator, last);
      if (stop === NONE || stop - start >= maxColumns) { row = this.again(row, start); continue; }
      this.i = behind(bytes, stop);
      for (const column of this.others) column.putNull(row);
      row++;
    }
    return row;
  }

  // Puts a line's fields into a row; answers where the line ends, or NONE if it is no plain one.
  plainLine(bytes, start, row, targets, separator, last) {
    const { quote, escape, nullBytes, width, strict } = this;
    let i = start;
    let n = 0;
    let c = 0;
    for (;;) {
      if (!strict && n > last) return lineEnd(bytes, i);
      let from = i;
      let to;
      c = bytes[i];
      if (c === quote) {
        from = ++i;
        c = bytes[i];
        while (c !== quote && c !== escape && c !== LF && c !== CR) c = bytes[++i];
        if (c !== quote) return NONE;
        to = i;
        c = bytes[++i];
        if (c !== separator && c !== LF && c !== CR) return NONE;
        if (from === to && !this.emptyIsNull) return NONE;
      } else {
        while (c !== separator && c !== LF && c !== CR) c = bytes[++i];
        to = i;
      }
      const target = n < width ? targets[n] : null;
      if (target !== null) {
        if (from === to || (nullBytes !== null && same(bytes, from, to, nullBytes))) target.putNull(row);
        else if (!target.putBytes(row, bytes, from, to)) return NONE;
      }
      n++;
      if (c !== separator) break;
      i++;
    }
    if (n < width) {
      if (strict) return NONE;
      for (let k = n; k <= last; k++) if (targets[k] !== null) targets[k].putNull(row);
    } else if (n > width && strict) {
      return NONE;
    }
    return i;
  }
}

const ascii = (text) => (text.length === 1 && text.charCodeAt(0) < 128 ? text.charCodeAt(0) : undefined);

function lineEnd(bytes, from) {
  let i = from;
  for (let c = bytes[i]; c !== LF && c !== CR; c = bytes[++i]);
  return i;
}

const behind = (bytes, stop) => (bytes[stop] === CR && bytes[stop + 1] === LF ? stop + 2 : stop + 1);

function blankBytes(bytes, from, to) {
  for (let i = from; i < to; i++) if (bytes[i] > BLANK) return false;
  return true;
}

function same(bytes, from, to, wanted) {
  if (to - from !== wanted.length) return false;
  for (let k = 0; k < wanted.length; k++) if (bytes[from + k] !== wanted[k]) return false;
  return true;
}

const isBlank = (text) => /^[\u0000-\u0020]*$/.test(text);

