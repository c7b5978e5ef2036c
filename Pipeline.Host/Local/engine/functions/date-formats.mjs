// Dates and timestamps to text and back, by patterns.

import { refuse } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { formatTimestamp } from '../datetime/format.mjs';
import { simpleFormatReads } from '../datetime/legacy.mjs';
import { parseTimestamp } from '../datetime/parse.mjs';
import { compilePattern } from '../datetime/pattern.mjs';
import { unread } from '../datetime/policy.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { castNode, coerce } from '../analyser/casting.mjs';
import { literal } from '../analyser/literals.mjs';
import { derived, node } from '../analyser/node.mjs';
import { DATE, isNumeric, LONG, STRING, TIMESTAMP, TIMESTAMP_NTZ } from '../types/types.mjs';
import { define, topic } from './registry.mjs';

topic('Dates and times as text');

const DEFAULT = 'yyyy-MM-dd HH:mm:ss';

// A pattern known now is looked at now, as Spark does.
function checkPattern(pattern, parsing) {
  if (pattern.literal && pattern.value !== null) compilePattern(pattern.value, parsing);
}

// The name of the time zone is that of UTC.
function checkZone(call, pattern) {
  const zone = call.ctx.session.settings.get('spark.sql.session.timeZone');
  if (zone !== 'UTC' && (!pattern.literal || /[VzO]/.test(pattern.value ?? ''))) refuse(`${call.row.own} with the name of the time zone ${zone}`, call.pos);
}

const format = jsFunction('date_format', [TIMESTAMP, STRING], STRING, formatTimestamp);
define('date_format', {
  params: [TIMESTAMP, STRING], result: STRING,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    checkPattern(args[1], false);
    checkZone(call, args[1]);
    return derived({ type: STRING, name: call.shown, args, fails: !args[1].literal, emit: format });
  },
});

const parserFor = (policy) => jsFunction(`parse_timestamp_${policy.toLowerCase()}`, [STRING, STRING], TIMESTAMP, (text, pattern) =>
  parseTimestamp(text, pattern) ?? unread(text, policy, () => simpleFormatReads(text, pattern)));

const policyOf = (call) => call.ctx.session.settings.get('spark.sql.legacy.timeParserPolicy');

/** A text read by a pattern as a timestamp. */
function parsed(call, text, pattern) {
  checkPattern(pattern, true);
  const run = parserFor(policyOf(call));
  return node({ type: TIMESTAMP, nullable: true, name: call.shown, args: [text, pattern], fails: true, emit: run });
}

// A number is seconds for a cast to a timestamp, and text for a pattern.
function momentArguments(call, type) {
  const kinds = [STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ];
  const [x, pattern] = checkedArguments({ ...call, row: { ...call.row, params: [type === TIMESTAMP ? [...kinds, 'numeric'] : kinds, STRING], min: 1 } }, call.shown);
  return [pattern && isNumeric(x.type) ? coerce(x, STRING) : x, pattern];
}

// Without a pattern these are casts.
function toMoment(type) {
  return (call) => {
    const [x, pattern] = momentArguments(call, type);
    if (!pattern || x.type !== STRING) return castNode(x, type, false, call.pos).with({ name: call.shown, nestedName: undefined, itemName: undefined });
    const moment = parsed(call, x, pattern);
    return type === DATE ? coerce(moment, DATE).with({ name: call.shown }) : moment;
  };
}
define('to_date', { params: ['any', STRING], min: 1, build: toMoment(DATE) });
define('to_timestamp', { params: ['any', STRING], min: 1, build: toMoment(TIMESTAMP) });
define('try_to_timestamp', {
  params: ['any', STRING], min: 1,
  build: (call) => {
    const [x, pattern] = momentArguments(call, TIMESTAMP);
    if (!pattern || x.type !== STRING) return castNode(x, TIMESTAMP, true, call.pos).with({ name: call.shown, nestedName: undefined, itemName: undefined });
    return parsed(call, x, pattern);
  },
});

const floorDiv = (x, y) => (x % y !== 0n && x < 0n ? x / y - 1n : x / y);
const secondsOf = jsFunction('unix_seconds_of', [TIMESTAMP], LONG, (t) => floorDiv(t, 1000000n));

for (const names of ['unix_timestamp', 'to_unix_timestamp']) {
  define(names, {
    params: [[STRING, DATE, TIMESTAMP], STRING], min: names === 'unix_timestamp' ? 0 : 1,
    build: (call) => {
      const args = checkedArguments(call, call.shown);
      if (args.length === 0) return literal(LONG, BigInt(Math.floor(Date.now() / 1000)), `unix_timestamp(current_timestamp(), ${DEFAULT})`).with({ literal: undefined });
      const [x, pattern = literal(STRING, DEFAULT)] = args;
      const name = `${names}(${call.args[0].shown}, ${pattern.shown})`;
      const moment = x.type === STRING ? parsed(call, x, pattern) : coerce(x, TIMESTAMP);
      return node({ type: LONG, nullable: true, name, args: [moment], emit: secondsOf });
    },
  });
}

const fromSeconds = jsFunction('from_unixtime', [LONG, STRING], STRING, (s, pattern) => formatTimestamp(s * 1000000n, pattern));
define('from_unixtime', {
  params: [LONG, STRING], min: 1,
  build: (call) => {
    const [x, pattern = literal(STRING, DEFAULT)] = checkedArguments(call, call.shown);
    checkPattern(pattern, false);
    checkZone(call, pattern);
    return derived({ type: STRING, name: `from_unixtime(${call.args[0].shown}, ${pattern.shown})`, args: [x, pattern], fails: !pattern.literal, emit: fromSeconds });
  },
});

// The beginning of the year, month, week and so on; an unknown unit gives NULL.
const UNITS = {
  year: ['year', 'yyyy', 'yy'], quarter: ['quarter'], month: ['month', 'mm', 'mon'], week: ['week'],
  day: ['day', 'dd'], hour: ['hour'], minute: ['minute'], second: ['second'], milliseconds: ['millisecond'], microseconds: ['microsecond'],
};
const unitNamed = (text) => Object.keys(UNITS).find((u) => UNITS[u].includes(text.toLowerCase()));
const WHOLE_DAYS = new Set(['year', 'quarter', 'month', 'week']);

function truncated(call, [x, unit], type, finest) {
  if (!unit.literal) return refuseUnit(call);
  const name = unit.value === null ? undefined : unitNamed(unit.value);
  const known = name !== undefined && (finest || WHOLE_DAYS.has(name));
  const emit = known ? (d) => `CAST(date_trunc('${name}', ${d}) AS ${type.duck})` : () => `CAST(NULL AS ${type.duck})`;
  return node({ type, nullable: true, name: call.shown, args: [x], emit });
}

const refuseUnit = (call) => refuse(`${call.row.own} with a unit that is no literal`, call.pos);

define('trunc', { params: [DATE, STRING], build: (call) => truncated(call, checkedArguments(call, call.shown), DATE, false) });
define('date_trunc', { params: [STRING, TIMESTAMP], build: (call) => { const [unit, x] = checkedArguments(call, call.shown); return truncated(call, [x, unit], TIMESTAMP, true); } });
