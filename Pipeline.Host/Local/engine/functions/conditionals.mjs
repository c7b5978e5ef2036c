// coalesce, if, nvl and their like.

import { commonType, widerWithoutText } from '../types/coercion.mjs';
import { contains, DOUBLE } from '../types/types.mjs';
import { BOOLEAN } from '../types/types.mjs';
import { coerce } from '../analyser/casting.mjs';
import { refuse } from '../errors.mjs';
import { argumentWrong, inputsDiffer } from '../analyser/mismatch.mjs';
import { wrongNumber } from '../analyser/calls.mjs';
import { node } from '../analyser/node.mjs';
import { compare } from '../analyser/operators.mjs';
import { define, topic } from './registry.mjs';

topic('Conditions and NULL');

function count({ row, args, pos }, min, max) {
  if (args.length < min || args.length > max) wrongNumber(row, min, max, args.length, pos);
}

function common(args, name, fn, pos) {
  const type = commonType(args.map((a) => a.type));
  return type ?? inputsDiffer(name, fn, args.map((a) => a.type), pos);
}

const coalesceSql = (...sqls) => (sqls.length === 1 ? sqls[0] : `coalesce(${sqls.join(', ')})`);

function coalesce(args, name, pos) {
  const type = common(args, name, 'coalesce', pos);
  return node({ type, name, args: args.map((a) => coerce(a, type)), nullable: args.every((a) => a.nullable), emit: coalesceSql });
}

define('coalesce', { build: (call) => { count(call, 1, Infinity); return coalesce(call.args, call.shown, call.pos); }, variadic: true });
define('nvl ifnull', { build: (call) => { count(call, 2, 2); return coalesce(call.args, call.shown, call.pos); } });

define('nvl2', {
  build: (call) => {
    count(call, 3, 3);
    const [test, a, b] = call.args;
    const type = common([a, b], call.shown, 'if', call.pos);
    return node({
      type, name: call.shown, args: [test, coerce(a, type), coerce(b, type)], nullable: a.nullable || b.nullable,
      emit: (x, y, z) => `CASE WHEN ${x} IS NOT NULL THEN ${y} ELSE ${z} END`,
    });
  },
});

define('if', {
  build: (call) => {
    count(call, 3, 3);
    const [test, a, b] = call.args;
    const name = `(IF(${call.args.map((x) => x.shown).join(', ')}))`;
    const type = common([a, b], name, 'if', call.pos);
    const condition = test.type.kind === 'void' ? coerce(test, BOOLEAN) : test;
    if (condition.type !== BOOLEAN) argumentWrong(name, 1, '"BOOLEAN"', test, call.pos);
    return node({
      type, name, args: [condition, coerce(a, type), coerce(b, type)], nullable: a.nullable || b.nullable,
      emit: (x, y, z) => `CASE WHEN ${x} THEN ${y} ELSE ${z} END`,
    });
  },
});

define('nullif', {
  build: (call) => {
    count(call, 2, 2);
    const [a, b] = call.args;
    const equal = compare('=', a, b, call.pos);
    return node({ type: a.type, name: call.shown, args: [a, equal], nullable: true, emit: (x, test) => `CASE WHEN ${test} THEN NULL ELSE ${x} END` });
  },
});

define('nanvl', {
  params: [['fractional', DOUBLE], ['fractional', DOUBLE]], result: () => DOUBLE,
  build: (call) => {
    count(call, 2, 2);
    const [a, b] = call.args.map((x) => coerce(x, DOUBLE));
    return node({ type: DOUBLE, name: call.shown, args: [a, b], nullable: true, emit: (x, y) => `CASE WHEN isnan(${x}) THEN ${y} ELSE ${x} END` });
  },
});

define('isnull', { params: ['any'], result: BOOLEAN, nullable: false, build: (call) => { count(call, 1, 1); return nullTest(call.args[0], 'IS NULL'); } });
define('isnotnull', { params: ['any'], result: BOOLEAN, nullable: false, build: (call) => { count(call, 1, 1); return nullTest(call.args[0], 'IS NOT NULL'); } });

const nullTest = (a, words) => node({ type: BOOLEAN, nullable: false, name: `(${a.shown} ${words})`, args: [a], emit: (x) => `(${x} ${words})` });

define('equal_null', { build: (call) => { count(call, 2, 2); return compare('<=>', call.args[0], call.args[1], call.pos).with({ name: call.shown }); } });

// The largest or smallest; NULLs do not count.
for (const word of ['greatest', 'least']) {
  define(word, {
    build: (call) => {
      count(call, 2, Infinity);
      const types = call.args.map((a) => a.type);
      const type = commonType(types, widerWithoutText);
      if (!type || contains(type, (t) => t.kind === 'map')) return inputsDiffer(call.shown, word, types, call.pos);
      if (type.kind === 'array' || type.kind === 'struct') return refuse(`${word} of values of the type ${type.ddl}`, call.pos);
      return node({ type, name: call.shown, args: call.args.map((a) => coerce(a, type)), nullable: call.args.every((a) => a.nullable), emit: (...sqls) => `${word}(${sqls.join(', ')})` });
    },
    variadic: true,
  });
}
