// SET and RESET, which Spark reads from the raw text: a value may hold anything but a semicolon.

import { fail } from '../errors.mjs';

const LEAD = /^(?:\s|--[^\n]*(?:\n|$)|\/\*(?!\+)[^]*?\*\/)*/;
const KEY = '(?:`([^`]+)`|([A-Za-z_][\\w.:]*|\\d[\\w.:]*))';
const SET_KEY = new RegExp(`^${KEY}\\s*$`);
const SET_PAIR = new RegExp(`^${KEY}\\s*=\\s*(?:\`([^]*)\`\\s*|([^;]*))(;*\\s*)$`);

const SYNTAX = "Expected format is 'SET', 'SET key', or 'SET key=value'. If you want to include special characters in key, or include "
  + 'semicolon in value, please use backquotes, e.g., SET `key`=`value`.';

/** A SET or RESET statement, or undefined for any other. */
export function parseSettings(source) {
  const start = LEAD.exec(source)[0].length;
  const m = /^(SET|RESET)(?=[\s;`]|$)/i.exec(source.slice(start));
  if (!m) return undefined;
  const rest = source.slice(start + m[0].length).trim();
  return m[1].toUpperCase() === 'SET' ? set(rest, start) : reset(rest, start);
}

function set(rest, pos) {
  const body = rest.replace(/[;\s]+$/, '');
  if (body === '' || body === '-v') return { k: 'setList', verbose: body === '-v', pos };
  const zone = /^TIME\s+ZONE\s+([^]+)$/i.exec(body);
  if (zone) return { k: 'timeZone', value: zone[1].trim(), pos };
  if (/^(?:ROLE|CATALOG|VARIABLE|VAR)\b/i.test(body) && !body.includes('=')) return { k: 'unsupported', what: `SET ${body.split(/\s/)[0].toUpperCase()}`, pos };
  const key = SET_KEY.exec(body);
  if (key) return { k: 'getSetting', key: key[1] ?? key[2], pos };
  const pair = SET_PAIR.exec(rest);
  if (!pair) fail('INVALID_SET_SYNTAX', SYNTAX, pos);
  return { k: 'set', key: pair[1] ?? pair[2], value: pair[3] ?? pair[4].trim(), pos };
}

function reset(rest, pos) {
  const body = rest.replace(/[;\s]+$/, '');
  if (body === '') return { k: 'resetAll', pos };
  const key = SET_KEY.exec(body);
  if (!key) fail('INVALID_RESET_COMMAND_FORMAT', "Expected format is 'RESET' or 'RESET key'. If you want to include special characters in key, please use backquotes, e.g., RESET `key`.", pos);
  return { k: 'reset', key: key[1] ?? key[2], pos };
}
