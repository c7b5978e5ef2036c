// int(x), string(x) and the other casts by function; typeof.

import { castNode } from '../analyser/casting.mjs';
import { wrongNumber } from '../analyser/calls.mjs';
import { literal } from '../analyser/literals.mjs';
import { BINARY, BOOLEAN, BYTE, DATE, decimal, DOUBLE, FLOAT, INT, LONG, SHORT, STRING, TIMESTAMP } from '../types/types.mjs';
import { define, topic } from './registry.mjs';

topic('Types');

const TYPES = { boolean: BOOLEAN, tinyint: BYTE, smallint: SHORT, int: INT, bigint: LONG, float: FLOAT, double: DOUBLE, decimal: decimal(10, 0), date: DATE, timestamp: TIMESTAMP, binary: BINARY, string: STRING };

for (const [name, type] of Object.entries(TYPES)) {
  define(name, {
    params: ['any'], result: type,
    build: (call) => {
      if (call.args.length !== 1) wrongNumber(call.row, 1, 1, call.args.length, call.pos);
      // Such a cast does not show in names.
      const [x] = call.args;
      return castNode(x, type, false, call.pos).with({ name: x.name, nestedName: x.nestedName, itemName: x.itemName });
    },
  });
}

define('typeof', {
  params: ['any'], result: STRING,
  build: (call) => {
    if (call.args.length !== 1) wrongNumber(call.row, 1, 1, call.args.length, call.pos);
    const [x] = call.args;
    const text = literal(STRING, x.type.ddl, call.shown);
    // An aggregate makes the SELECT one over groups even if only its type is asked for.
    return text.with({ args: [x], literal: undefined });
  },
});
