// The options of csv views, as Spark names and reads them.

import { fail, refuse } from '../errors.mjs';
import { readDouble } from '../values/read-number.mjs';

/** The options that Spark knows; those in REFUSED would change what is read in a way that the engine does not follow. */
export const KNOWN = new Set(['path', 'header', 'sep', 'delimiter', 'quote', 'escape', 'multiline', 'mode', 'columnnameofcorruptrecord', 'encoding', 'charset',
  'comment', 'nullvalue', 'emptyvalue', 'nanvalue', 'positiveinf', 'negativeinf', 'dateformat', 'timestampformat', 'ignoreleadingwhitespace',
  'ignoretrailingwhitespace', 'inferschema', 'samplingratio', 'preferdate', 'enforceschema', 'columnpruning', 'maxcharspercolumn', 'maxcolumns',
  'recursivefilelookup', 'pathglobfilter', 'locale', 'unescapedquotehandling', 'enabledatetimeparsingfallback', 'linesep',
  'chartoescapequoteescaping', 'inputbuffersize', 'timestampntzformat', 'timezone', 'escapequotes', 'quoteall', 'compression', 'codec',
  'modifiedbefore', 'modifiedafter', 'basepath', 'mergeschema', 'ignorecorruptfiles', 'ignoremissingfiles']);

const flag = (get, key, fallback) => {
  const text = get(key);
  if (text === undefined) return fallback;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return fail('_LEGACY_ERROR_TEMP_2147', `${key} flag can be true or false.`);
};

function whole(get, key, fallback) {
  const text = get(key);
  if (text === undefined) return fallback;
  return /^[+-]?\d{1,9}$/.test(text) ? Number(text) : fail('_LEGACY_ERROR_TEMP_2146', `${key} should be an integer. Found ${text}.`);
}

function ratio(get, key, fallback) {
  const text = get(key);
  if (text === undefined) return fallback;
  return readDouble(text) ?? fail(null, `For input string: "${text}"`);
}

const MODES = { permissive: 'PERMISSIVE', dropmalformed: 'DROPMALFORMED', failfast: 'FAILFAST' };

/** Options from a view's OPTIONS list; faults that Spark finds when reading only are kept for then. Spark reads over names it does not know. */
export function readOptions(list, settings) {
  const map = new Map(list.map(({ key, value }) => [key.toLowerCase(), value ?? '']));
  const get = (key) => map.get(key.toLowerCase());
  for (const key of map.keys()) if (!KNOWN.has(key) && key.includes('.')) refuse(`the csv option ${key}`);
  rejectUnsupported(get);
  let fault;
  const later = (read, key, fallback) => {
    try {
      return read(get, key, fallback);
    } catch (error) {
      fault ??= error;
      return fallback;
    }
  };
  const charset = get('encoding') ?? get('charset') ?? 'UTF-8';
  const options = {
    path: get('path'),
    header: deferred(() => flag(get, 'header', false)),
    separator: deferred(() => separator(get('delimiter') ?? get('sep') ?? ',')),
    quote: character(get, 'quote', '"'),
    escape: character(get, 'escape', '\\'),
    comment: deferred(() => oneCharacter(get, 'comment')),
    multiLine: later(flag, 'multiLine', false),
    mode: MODES[(get('mode') ?? 'PERMISSIVE').toLowerCase()] ?? 'PERMISSIVE',
    corruptColumn: get('columnNameOfCorruptRecord') ?? settings.get('spark.sql.columnNameOfCorruptRecord') ?? '_corrupt_record',
    charset,
    nullValue: get('nullValue') ?? '',
    emptyValue: get('emptyValue') ?? '',
    nanValue: get('nanValue') ?? 'NaN',
    positiveInf: get('positiveInf') ?? 'Inf',
    negativeInf: get('negativeInf') ?? '-Inf',
    dateFormat: get('dateFormat'),
    timestampFormat: get('timestampFormat'),
    trimLeft: later(flag, 'ignoreLeadingWhiteSpace', false),
    trimRight: later(flag, 'ignoreTrailingWhiteSpace', false),
    inferSchema: later(flag, 'inferSchema', false),
    samplingRatio: later(ratio, 'samplingRatio', 1),
    preferDate: later(flag, 'preferDate', true),
    enforceSchema: later(flag, 'enforceSchema', true),
    columnPruning: later(flag, 'columnPruning', undefined),
    maxChars: later(whole, 'maxCharsPerColumn', -1),
    maxColumns: later(whole, 'maxColumns', 20480),
    recursive: flag(get, 'recursiveFileLookup', false),
    glob: get('pathGlobFilter'),
  };
  return { ...options, fault };
}

// A fault in one of these is no fault of the view: reading it fails.
function deferred(read) {
  try {
    const value = read();
    return { get: () => value };
  } catch (error) {
    return { get: () => { throw error; } };
  }
}

export const REFUSED = ['lineSep', 'charToEscapeQuoteEscaping', 'unescapedQuoteHandling', 'modifiedBefore', 'modifiedAfter', 'basePath', 'timestampNTZFormat',
  'enableDateTimeParsingFallback'];

function rejectUnsupported(get) {
  for (const key of REFUSED) {
    if (get(key) !== undefined) refuse(`the csv option ${key}`);
  }
  if (get('locale') !== undefined && !/^en(-US)?$/i.test(get('locale'))) refuse('the csv option locale other than en-US');
  for (const key of ['ignoreCorruptFiles', 'ignoreMissingFiles']) if (get(key) !== undefined && !/^false$/i.test(get(key))) refuse(`the csv option ${key}`);
  if (get('timeZone') !== undefined && !/^(UTC|Z)$/i.test(get('timeZone'))) refuse('the csv option timeZone other than UTC');
}

const SPECIAL = { '\\t': '\t', '\\r': '\r', '\\b': '\b', '\\f': '\f', '\\"': '"', "\\'": "'", '\\\\': '\\', '\\u0000': '\u0000' };

function separator(text) {
  if (text === '') fail(null, 'Delimiter cannot be empty string');
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') { out += text[i]; continue; }
    const two = SPECIAL[text.slice(i, i + 2)];
    if (text.slice(i) === '\\') fail('INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH', 'Invalid value for delimiter. Single backslash is prohibited. It has special meaning as beginning of an escape sequence.');
    if (text.startsWith('\\u0000', i)) { out += '\u0000'; i += 5; } else if (two !== undefined) { out += two; i++; } else fail('INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER', `Invalid value for delimiter. Unsupported special character for delimiter: ${text}.`);
  }
  return out;
}

// An empty quote or escape switches it off.
function character(get, key, fallback) {
  return deferred(() => oneCharacter(get, key, fallback));
}

function oneCharacter(get, key, fallback = '\u0000') {
  const text = get(key);
  if (text === undefined) return fallback;
  if (text === '') return '\u0000';
  if (text.length > 1) fail('_LEGACY_ERROR_TEMP_2145', `${key} cannot be more than one character.`);
  return text;
}
