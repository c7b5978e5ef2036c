// Errors on purpose, the session, chance.

import { fail, refuse, SparkError } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { literal } from '../analyser/literals.mjs';
import { node } from '../analyser/node.mjs';
import { BOOLEAN, DOUBLE, INT, LONG, STRING, VOID } from '../types/types.mjs';
import { define, topic } from './registry.mjs';
import { firstRandom } from './xorshift.mjs';

topic('Session and chance');

const raise = jsFunction('raise_error', [STRING], INT, (message) => { throw new SparkError(null, message ?? 'null'); }, { nulls: true, volatile: true });

define('raise_error', {
  params: [STRING],
  build: (call) => {
    const [message] = checkedArguments(call, call.shown);
    return node({ type: VOID, name: call.shown, args: [message], nullable: true, volatile: true, fails: true, emit: raise });
  },
});

const check = jsFunction('assert_true', [BOOLEAN, STRING], INT, (truth, message) => { if (truth !== true) throw new SparkError(null, message ?? 'null'); return null; }, { nulls: true, volatile: true });

define('assert_true', {
  params: [BOOLEAN, STRING], min: 1,
  build: (call) => {
    const [truth, message] = checkedArguments(call, call.shown);
    const text = message ?? literal(STRING, `'${call.args[0].shown}' is not true!`);
    return node({ type: VOID, name: message ? call.shown : `assert_true(${call.args[0].shown}, ${text.value})`, args: [truth, text], nullable: true, volatile: true, fails: true, emit: check });
  },
});

const constant = (names, value) => define(names, {
  params: [], result: STRING, nullable: false,
  build: (call) => {
    if (call.args.length > 0) wrongNumber(call.row, 0, 0, call.args.length, call.pos);
    return literal(STRING, value, `${call.row.own}()`);
  },
});
constant('current_database current_schema', 'default');
constant('current_catalog', 'spark_catalog');

define('current_timezone', { params: [], result: STRING, build: (call) => literal(STRING, call.ctx.session.settings.get('spark.sql.session.timeZone'), call.shown) });
define('current_user user', { params: [], result: STRING, build: (call) => literal(STRING, process.env.USER ?? process.env.LOGNAME ?? 'root', 'current_user()') });
define('version', { params: [], result: STRING, build: (call) => literal(STRING, '3.5.5 local engine', call.shown) });
define('spark_partition_id', { params: [], result: INT, nullable: false, volatile: true, build: (call) => (call.ctx.scope.columns.length > 0 ? refuse('spark_partition_id over rows', call.pos) : literal(INT, 0n, 'SPARK_PARTITION_ID()')) });
define('monotonically_increasing_id', { params: [], result: LONG, nullable: false, build: (call) => (call.ctx.scope.columns.length > 0 ? refuse('monotonically_increasing_id over rows', call.pos) : literal(LONG, 0n, call.shown)) });
define('input_file_name', { params: [], result: STRING, nullable: false, build: (call) => (call.ctx.scope.columns.length > 0 ? refuse('input_file_name over rows', call.pos) : literal(STRING, '', call.shown)) });

define('rand random', { shown: 'rand', params: [LONG], min: 0, build: chance });

// The numbers are chance, or where a seed is given Spark's own sequence, of which a single row takes the first.
function chance(call) {
  const [seed] = checkedArguments(call, call.shown);
  if (seed && !seed.foldable) fail('SEED_EXPRESSION_IS_UNFOLDABLE', `The seed expression ${seed.shown} of the expression "${call.shown}" must be foldable.`, call.pos);
  if (seed) {
    if (call.ctx.scope.columns.length > 0 || !call.args[0].literal) refuse('rand with a seed over rows', call.pos);
    return literal(DOUBLE, firstRandom(seed.value ?? 0n), call.shown).with({ literal: undefined, volatile: 'seeded' });
  }
  return node({ type: DOUBLE, nullable: false, name: call.shown, args: [], volatile: true, emit: () => 'random()' });
}

define('uuid', { params: [], result: STRING, nullable: false, volatile: true, sql: () => 'CAST(uuid() AS VARCHAR)' });
