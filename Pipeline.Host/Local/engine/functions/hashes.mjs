// Digests, and Spark's own hash (Murmur3) and xxhash64 with seed 42.

import { createHash } from 'node:crypto';
import { refuse } from '../errors.mjs';
import { BINARY, INT, LONG, STRING } from '../types/types.mjs';
import { node } from '../analyser/node.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { wrongNumber } from '../analyser/calls.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { crc32 } from './crc32.mjs';
import { murmur3 } from './murmur3.mjs';
import { xxhash64 } from './xxhash64.mjs';
import { define, topic } from './registry.mjs';

topic('Hashes');

const digest = (algorithm) => (bytes) => createHash(algorithm).update(bytes).digest('hex');

// Of text DuckDB has md5, sha1 and sha256 itself; bytes go the long way.
function digestOf(names, algorithm, native) {
  define(names, {
    params: [BINARY], result: STRING,
    build: (call) => {
      if (call.args.length !== 1) wrongNumber(call.row, 1, 1, call.args.length, call.pos);
      const [x] = call.args;
      if (x.type === STRING) return node({ type: STRING, nullable: x.nullable, name: call.shown, args: [x], emit: (s) => `${native}(${s})` });
      const [bytes] = checkedArguments(call, call.shown);
      const run = jsFunction(`digest_${algorithm}`, [BINARY], STRING, digest(algorithm));
      return node({ type: STRING, nullable: bytes.nullable, name: call.shown, args: [bytes], emit: run });
    },
  });
}
digestOf('md5', 'md5', 'md5');
digestOf('sha1 sha', 'sha1', 'sha1');

const SIZES = { 0: 'sha256', 224: 'sha224', 256: 'sha256', 384: 'sha384', 512: 'sha512' };
define('sha2', { params: [BINARY, INT], result: STRING, nullable: true, js: (bytes, size) => (SIZES[size] ? digest(SIZES[size])(bytes) : null) });
define('crc32', { params: [BINARY], result: LONG, js: (bytes) => BigInt(crc32(bytes)) });

for (const [name, type, fn] of [['hash', INT, murmur3], ['xxhash64', LONG, xxhash64]]) {
  define(name, {
    variadic: true,
    build: (call) => {
      if (call.args.length === 0) wrongNumber(call.row, 1, Infinity, 0, call.pos);
      for (const a of call.args) {
        if (a.type.kind === 'map') argumentWrong(call.shown, 1, 'hashable', a, call.pos);
        if (a.type.kind === 'interval') refuse(`${name} of intervals`, call.pos);
      }
      const args = call.args.map((a) => (a.type.kind === 'void' ? coerce(a, INT) : a));
      const types = args.map((a) => a.type);
      const run = jsFunction(`${name}_${types.map((t) => t.ddl.replace(/\W/g, '_')).join('__')}`, types, type, fn(types), { nulls: true });
      return node({ type, nullable: false, name: call.shown, args, emit: run });
    },
  });
}
