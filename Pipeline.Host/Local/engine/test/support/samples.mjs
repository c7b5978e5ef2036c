// Values of every type as SQL, among them those that are known for trouble: NULL, the ends of ranges, NaN, blanks, text beyond ASCII.

import { typeByName } from '../../types/types.mjs';

const TEXTS = [
  "''", "'a'", "'Ab c'", "' 7 '", "'12'", "'-5.5'", "'1e3'", "'true'", "'2016-04-01'", "'2016-04-01 12:30:45.5'", "'not a date'", "'naïve 😀'", "'a,b;c'", "'a:1,b:2'",
  "'%b_'", "'(a)(b)?'", "'[0-9]+'", "'.'", "'yyyy-MM-dd'", "'MONTH'", "'UTF-8'", "'NaN'", "'00ff'", "'Europe/Paris'", "'%s'", "'#,##0.00'", "'\\\\'",
];

const LITERALS = {
  void: ['NULL'],
  boolean: ['true', 'false', 'CAST(NULL AS BOOLEAN)'],
  byte: ['1Y', '-128Y', '127Y', 'CAST(NULL AS TINYINT)'],
  short: ['2S', '-32768S', '32767S'],
  int: ['0', '1', '2', '-1', '5', '2147483647', '-2147483648', 'CAST(NULL AS INT)'],
  long: ['0L', '3L', '-1L', '9223372036854775807L', '-9223372036854775808L'],
  float: ['1.5F', '-0.0F', "CAST('NaN' AS FLOAT)", '3.4E38F'],
  double: ['0D', '2.5D', '-0.0D', '1e10', '1e300', "CAST('NaN' AS DOUBLE)", "CAST('Infinity' AS DOUBLE)", 'CAST(NULL AS DOUBLE)'],
  decimal: ['0.5', '12.34BD', '-1.005', '99999999999999999999999999999999999999BD', '0.00000000000000000001', 'CAST(NULL AS DECIMAL(9,3))'],
  string: [...TEXTS, 'CAST(NULL AS STRING)'],
  binary: ["X''", "X'00FF'", "X'4142'", 'CAST(NULL AS BINARY)'],
  date: ["DATE '2016-04-01'", "DATE '2020-02-29'", "DATE '1582-10-10'", "DATE '0001-01-01'", "DATE '9999-12-31'", 'CAST(NULL AS DATE)'],
  timestamp: ["TIMESTAMP '2016-04-01 12:30:45.123456'", "TIMESTAMP '1969-12-31 23:59:59.9'", "TIMESTAMP '9999-12-31 23:59:59'", 'CAST(NULL AS TIMESTAMP)'],
  timestamp_ntz: ["TIMESTAMP_NTZ '2016-04-01 12:30:45'"],
  interval: ['make_interval(1, 2, 0, 3)'],
  dayTime: ['INTERVAL 1 DAY', "INTERVAL '-1 02:03:04.5' DAY TO SECOND", 'INTERVAL 90 MINUTES'],
  yearMonth: ['INTERVAL 1 MONTH', "INTERVAL '2-3' YEAR TO MONTH"],
  array: [
    'array(1, 2, NULL)', 'array(3, 1, 2)', "array('b', 'a', NULL)", 'array()', 'array(array(1), array(2, 3), NULL)', 'CAST(NULL AS ARRAY<INT>)', "array(DATE '2016-04-01')",
    "array(named_struct('a', 1, 'b', 'x'))", 'array(1.5D, 0D)', 'array(0.25, 0.75)', 'array(true, NULL)', "array(X'01')",
  ],
  map: ["map('a', 1, 'b', NULL)", "map(1, 'x')", 'map()', 'CAST(NULL AS MAP<STRING, INT>)', "map('k', array(1))"],
  struct: ["named_struct('a', 1, 'b', 'x')", "struct(1.5D, DATE '2016-04-01')", 'CAST(NULL AS STRUCT<a: INT, b: STRING>)'],
};

/** The SQL of sample values of a kind of type; every kind that the engine knows must be here. */
export function literalsOf(kind) {
  const list = LITERALS[kind];
  if (!list) throw new Error(`no sample values of the type ${kind}`);
  return list;
}

export const KINDS = Object.keys(LITERALS);

/** Names of types to cast to. */
export const TYPE_NAMES = [
  ...['boolean', 'tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'string', 'binary', 'date', 'timestamp', 'timestamp_ntz'].filter((n) => literalsOf(typeByName(n).kind)),
  'decimal(10,2)', 'decimal(38,18)', 'decimal(3,3)', 'decimal(20,0)', 'array<int>', 'array<string>', 'map<string,int>', 'struct<a:int,b:string>', 'interval day to second', 'interval year to month',
];

const COLUMNS = {
  cb: 'boolean', c1: 'byte', c2: 'short', c4: 'int', c8: 'long', cf: 'float', cd: 'double', cs: 'string', cy: 'binary', ct: 'date', cp: 'timestamp',
  dt: 'dayTime', ym: 'yearMonth',
};
const CASTS = { dayTime: 'INTERVAL DAY TO SECOND', yearMonth: 'INTERVAL YEAR TO MONTH' };
const typed = (text, kind) => (CASTS[kind] ? `CAST(${text} AS ${CASTS[kind]})` : text);

/** A view over rows in which every type occurs, each column going through its samples. */
export function viewOf(name, rows = 5) {
  const lines = Array.from({ length: rows }, (_, r) => {
    const cells = Object.values(COLUMNS).map((kind) => { const list = literalsOf(kind); return typed(list[(r * 3 + 1) % list.length], kind); });
    const others = [
      ['CAST(1.25 AS DECIMAL(10,2))', 'CAST(NULL AS DECIMAL(10,2))', 'CAST(-99999999.99 AS DECIMAL(10,2))'], ['array(1, NULL, 3)', 'CAST(NULL AS ARRAY<INT>)', 'array(-1)'],
      ["array('x', NULL)", "array('b', 'a')", 'CAST(array() AS ARRAY<STRING>)'], ["map('a', 1)", 'CAST(NULL AS MAP<STRING, INT>)', "map('b', NULL, 'c', 3)"],
      ["named_struct('a', 1, 'b', 'x')", "CAST(NULL AS STRUCT<a: INT, b: STRING>)", "named_struct('a', NULL, 'b', '')"],
    ].map((list) => list[r % list.length]);
    return `(${[...cells, ...others].join(', ')})`;
  });
  return `CREATE OR REPLACE TEMP VIEW ${name} AS SELECT * FROM VALUES ${lines.join(', ')} AS v(${[...Object.keys(COLUMNS), 'cm', 'ai', 'al', 'mp', 'st'].join(', ')})`;
}
