// Bytes to text in the encodings that csv files come in, as Java decodes them.

import { fail, refuse } from '../errors.mjs';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

// The characters of windows-1252 where ISO-8859-1 has controls.
const WINDOWS_1252 = '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd'
  + '\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178';

const DECODERS = {
  'utf-8': (bytes) => utf8.decode(bytes),
  'iso-8859-1': (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).latin1Slice(),
  'us-ascii': (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).latin1Slice().replace(/[\u0080-\u00ff]/g, '\ufffd'),
  'windows-1252': (bytes) => DECODERS['iso-8859-1'](bytes).replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 128]),
  'utf-16': (bytes) => utf16(bytes),
  'utf-16le': (bytes) => new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes),
  'utf-16be': (bytes) => bigEndian(bytes),
};

const NAMES = {
  utf8: 'utf-8', latin1: 'iso-8859-1', 'iso8859-1': 'iso-8859-1', iso8859_1: 'iso-8859-1', iso_8859_1: 'iso-8859-1', l1: 'iso-8859-1',
  ascii: 'us-ascii', cp1252: 'windows-1252', 'utf_16': 'utf-16', utf16: 'utf-16',
};

const KNOWN_TO_JAVA = /^(?:utf-?32.*|iso-?8859-\d+|windows-\d+|cp\d+|ibm.*|koi8-[ru]|big5.*|gb.*|euc-.*|shift_jis|x-.*|tis-620|cesu-8)$/;

/** The decoder of a charset by its name in Java. */
export function decoderOf(name) {
  const lower = name.toLowerCase();
  const key = NAMES[lower] ?? lower;
  if (DECODERS[key]) return { name: key, decode: DECODERS[key], asciiLike: !key.startsWith('utf-16') };
  if (KNOWN_TO_JAVA.test(lower)) refuse(`the encoding ${name}`);
  return fail(null, name);
}

// Without a byte order mark UTF-16 is big-endian; an odd byte at the end is no character.
function utf16(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes.subarray(2));
  return bigEndian(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2) : bytes);
}

function bigEndian(bytes) {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  even.swap16();
  const text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(even);
  return bytes.length % 2 === 1 ? `${text}\ufffd` : text;
}
