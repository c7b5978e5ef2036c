// A file as regions of whole lines in UTF-8, so that lines can be cut into fields without making text of them.

import fs from 'node:fs';
import { isAscii, isUtf8 } from 'node:buffer';

const SIZE = 1 << 20;
const LINE_FEED = 10;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Regions of a file as {bytes, start, end}; behind the end stands a line feed. A region's bytes are overwritten by the next one's. The
 * charset must be one in which line ends survive decoding; a UTF-8 byte order mark at the beginning belongs to no region.
 */
export function* regionsOf(path, charset, size = SIZE) {
  const file = fs.openSync(path, 'r');
  try {
    let buffer = Buffer.allocUnsafe(Math.max(size, MARK.length) + 1);
    let held = 0;
    let start = null;
    for (;;) {
      const room = buffer.length - 1 - held;
      const read = fs.readSync(file, buffer, held, room, null);
      const filled = held + read;
      if (start === null) {
        if (filled < MARK.length && read > 0) { held = filled; continue; }
        start = filled >= MARK.length && MARK.equals(buffer.subarray(0, MARK.length)) ? MARK.length : 0;
      }
      const end = read === 0 ? filled : buffer.subarray(0, filled).lastIndexOf(LINE_FEED) + 1;
      if (end > start) {
        if (read === 0) buffer[end] = LINE_FEED;
        yield inUtf8(buffer, start, end, charset);
        buffer.copyWithin(0, end, filled);
        held = filled - end;
        start = 0;
      } else {
        held = filled;
      }
      if (read === 0) return;
      if (held === buffer.length - 1) buffer = Buffer.concat([buffer], buffer.length * 2);
    }
  } finally {
    fs.closeSync(file);
  }
}

// What is valid UTF-8 already stays as it is; anything else is decoded as Java does, and the text is encoded again.
function inUtf8(buffer, start, end, charset) {
  const part = buffer.subarray(start, end);
  if (charset.name === 'utf-8' ? isUtf8(part) : isAscii(part)) return { bytes: buffer, start, end };
  const bytes = Buffer.from(`${charset.decode(part)}\n`, 'utf8');
  return { bytes, start: 0, end: bytes.length - 1 };
}
