// SET, RESET and SET TIME ZONE.

import { refuse } from '../errors.mjs';
import { resultOf } from '../output/result.mjs';
import { STRING } from '../types/types.mjs';

const pair = (key, value) => resultOf([{ name: 'key', type: STRING, nullable: false }, { name: 'value', type: STRING, nullable: false }], [[key, value]]);

export function runSetting(statement, session) {
  const { settings } = session;
  switch (statement.k) {
    case 'set': settings.set(statement.key, statement.value); return pair(statement.key, statement.value);
    case 'getSetting': return pair(statement.key, settings.shown(statement.key));
    case 'reset': settings.reset(statement.key); return undefined;
    case 'resetAll': settings.resetAll(); return undefined;
    case 'timeZone': return timeZone(statement, settings);
    default: return refuse('SET without a key', statement.pos);
  }
}

function timeZone({ value, pos }, settings) {
  const m = /^'([^']*)'$|^"([^"]*)"$/.exec(value);
  const zone = m ? m[1] ?? m[2] : value.toUpperCase() === 'LOCAL' ? 'UTC' : refuse('SET TIME ZONE with an interval', pos);
  settings.set('spark.sql.session.timeZone', zone);
  return pair('spark.sql.session.timeZone', zone);
}
