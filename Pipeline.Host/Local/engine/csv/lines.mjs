// The records of a csv file: by line, or in multiLine mode by the tokenizer over the whole text.

import fs from 'node:fs';
import { Tokenizer } from './tokenizer.mjs';

const BLANK = /^[\u0000-\u0020]*$/;

const isBlank = (line) => {
  const c = line.charCodeAt(0);
  return !(c > 32) && BLANK.test(line);
};

/** Lines of a file; \n, \r and \r\n end a line, a UTF-8 byte order mark is no part of the first. */
export function* linesOf(path, charset) {
  let bytes = fs.readFileSync(path);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
  if (charset.asciiLike) yield* asciiLines(bytes, charset);
  else yield* byteLines(bytes, charset);
}

const CHUNK = 1 << 20;

// Whole lines are decoded together, which their line ends survive in these encodings.
function* asciiLines(bytes, charset) {
  let start = 0;
  while (start < bytes.length) {
    let end = Math.min(start + CHUNK, bytes.length);
    while (end < bytes.length && bytes[end - 1] !== 10) end++;
    const text = charset.decode(bytes.subarray(start, end));
    yield* textLines(text);
    start = end;
  }
}

function* textLines(text) {
  const returns = text.includes('\r');
  let i = 0;
  while (i < text.length) {
    let stop = text.indexOf('\n', i);
    if (stop < 0) stop = text.length;
    if (returns) {
      const cr = text.indexOf('\r', i);
      if (cr >= 0 && cr < stop) {
        yield text.slice(i, cr);
        i = text[cr + 1] === '\n' ? cr + 2 : cr + 1;
        continue;
      }
    }
    yield text.slice(i, stop);
    i = stop + 1;
  }
}

// In UTF-16 the bytes are cut at line ends before they are decoded, which breaks characters, and so it does in Spark.
function* byteLines(bytes, charset) {
  let i = 0;
  while (i < bytes.length) {
    let stop = i;
    while (stop < bytes.length && bytes[stop] !== 10 && bytes[stop] !== 13) stop++;
    yield charset.decode(bytes.subarray(i, stop));
    i = bytes[stop] === 13 && bytes[stop + 1] === 10 ? stop + 2 : stop + 1;
  }
}

/** The header line and the data lines of a file. */
export function* dataLines(lines, { header, comment }, onHeader) {
  let waiting = header;
  for (const line of lines) {
    if (waiting) {
      if (isBlank(line) || (comment !== '\u0000' && line.trim().startsWith(comment))) continue;
      onHeader?.(line);
      waiting = false;
      continue;
    }
    if (isBlank(line) || (comment !== '\u0000' && line.startsWith(comment))) continue;
    yield line;
  }
}

/** The records of a file in multiLine mode as {fields, text}. */
export function* multiLineRecords(path, charset, options, onHeader) {
  const bytes = fs.readFileSync(path);
  const raw = charset.decode(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes);
  const text = normalized(raw);
  const tokenizer = new Tokenizer({ ...options, multiLine: true });
  let waiting = options.header;
  for (let i = 0; i < text.length;) {
    if (text[i] === '\n') { i++; continue; }
    if (options.comment !== '\u0000' && text[i] === options.comment) { i = nextLine(text, i); continue; }
    const fields = tokenizer.record(text, i);
    const record = { fields, text: text.slice(i, tokenizer.end).replace(/\n$/, '') };
    i = tokenizer.end;
    if (waiting) { onHeader?.(fields); waiting = false; } else yield record;
  }
}

const nextLine = (text, i) => {
  const end = text.indexOf('\n', i);
  return end < 0 ? text.length : end + 1;
};

// The first line end found decides what a line end is.
function normalized(text) {
  const first = /\r\n|\n|\r/.exec(text)?.[0];
  if (first === undefined || first === '\n') return text;
  return text.replaceAll(first, '\n');
}
