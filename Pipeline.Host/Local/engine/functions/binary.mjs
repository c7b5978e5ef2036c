// Bytes: hexadecimal, base64, encodings.

import { refuse, SparkError } from '../errors.mjs';
import { BINARY, STRING } from '../types/types.mjs';
import { commonType } from '../types/coercion.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { inputsDiffer } from '../analyser/mismatch.mjs';
import { caseNode } from '../analyser/case.mjs';
import { compare } from '../analyser/operators.mjs';
import { define, topic } from './registry.mjs';

topic('Bytes');

const unhex = (s) => (/^[0-9a-fA-F]*$/.test(s) ? Uint8Array.from((s.length % 2 === 1 ? `0${s}` : s).match(/../g) ?? [], (p) => parseInt(p, 16)) : null);

define('unhex', { params: [STRING], result: BINARY, nullable: true, js: unhex });
// In lines of 76 characters, as Java's MIME encoder writes.
define('base64', { params: [BINARY], result: STRING, js: (b) => Buffer.from(b).toString('base64').replace(/(.{76})(?=.)/g, '$1\r\n') });
define('unbase64', { params: [STRING], result: BINARY, js: (s) => {
  if (/[^A-Za-z0-9+/=\r\n]/.test(s)) refuse('unbase64 of a text with other characters than those of base64');
  return new Uint8Array(Buffer.from(s, 'base64'));
} });

const ENCODERS = {
  'utf-8': (s) => new Uint8Array(Buffer.from(s, 'utf8')),
  'us-ascii': (s) => Uint8Array.from(Array.from(s), (c) => (c.codePointAt(0) < 128 ? c.codePointAt(0) : 63)),
  'iso-8859-1': (s) => Uint8Array.from(Array.from(s), (c) => (c.codePointAt(0) < 256 ? c.codePointAt(0) : 63)),
  'utf-16be': (s) => new Uint8Array(Buffer.from(s, 'utf16le').swap16()),
  'utf-16le': (s) => new Uint8Array(Buffer.from(s, 'utf16le')),
  'utf-16': (s) => new Uint8Array(s === '' ? [] : [0xfe, 0xff, ...Buffer.from(s, 'utf16le').swap16()]),
};

const charset = (name) => {
  const key = name.toLowerCase();
  return ENCODERS[key] ? key : refuse(`the character set ${name}`);
};

define('encode', { params: [STRING, STRING], result: BINARY, fails: true, js: (s, name) => ENCODERS[charset(name)](s) });

// decode(bytes, charset) reads text; with more arguments it picks the value behind the one that is equal.
define('decode', { variadic: true, build: (call) => (call.args.length === 2 ? decodeText(call) : decodeCase(call)) });

function decodeText(call) {
  const row = { ...call.row, params: [BINARY, STRING], build: undefined, result: STRING };
  const [bytes, name] = checkedArguments({ ...call, row }, call.shown);
  if (!name.literal || charset(name.value) !== 'utf-8') refuse('decode from another character set than UTF-8', call.pos);
  return coerce(bytes, STRING).with({ name: call.shown });
}

function decodeCase(call) {
  const [value, ...rest] = call.args;
  if (call.args.length < 3) wrongNumber(call.row, 2, Infinity, call.args.length, call.pos);
  const branches = [];
  for (let i = 0; i + 1 < rest.length; i += 2) branches.push({ when: compare('<=>', value, rest[i], call.pos), then: rest[i + 1] });
  const results = [...branches.map((b) => b.then), ...(rest.length % 2 === 1 ? [rest[rest.length - 1]] : [])];
  if (!commonType(results.map((r) => r.type))) inputsDiffer(call.shown, 'decode', results.map((r) => r.type), call.pos);
  return caseNode(branches, rest.length % 2 === 1 ? rest[rest.length - 1] : undefined, call.pos).with({ name: call.shown });
}

define('to_binary', {
  params: [STRING, STRING], min: 1, result: BINARY, nullable: true, fails: true,
  jsFor: () => (s, format = 'hex') => {
    const kind = format.toLowerCase();
    if (kind === 'hex') return unhex(s) ?? invalid(s, 'HEX');
    if (kind === 'utf-8' || kind === 'utf8') return ENCODERS['utf-8'](s);
    return refuse(`to_binary with the format ${format}`);
  },
});

function invalid(s, kind) {
  throw new SparkError('CONVERSION_INVALID_INPUT', `The value '${s}' (${kind}) cannot be converted to "BINARY" because it is malformed.`);
}
