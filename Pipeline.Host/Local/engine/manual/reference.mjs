// The reference of the local engine as Markdown, made from the engine's own tables.

import fs from 'node:fs';
import { STATEMENTS } from '../session/statements.mjs';
import { KNOWN as SETTINGS } from '../session/settings.mjs';
import { VISITORS as EXPRESSIONS } from '../analyser/expressions.mjs';
import { VISITORS as RELATIONS } from '../analyser/from.mjs';
import { KNOWN as CSV_OPTIONS, REFUSED as CSV_REFUSED } from '../csv/options.mjs';
import { allFunctions } from '../functions/registry.mjs';
import { SPARK_FUNCTIONS } from '../functions/spark-functions.mjs';
import { refusals } from './refusals.mjs';
import { AREAS, EXPRESSION_WORDS, OPTION_WORDS, RELATION_WORDS, STATEMENT_WORDS } from './words.mjs';

const COUNTS = new URL('../test/golden-baseline.json', import.meta.url);

/** The whole text of docs/spark-sql.md. */
export function reference() {
  return `${[opening(), goldenTable(), statements(), expressions(), functions(), csv(), settings(), refused()].join('\n\n')}\n`;
}

const opening = () => `# Spark SQL in the local engine

What runs on your machine gives there what it gives on Spark 3.5, or says that it does not run. There is no third way: a statement whose
answer the engine cannot vouch for is refused as \`Not supported by the local engine: <what>\`, with its line and position, and
whatever depends on it is refused too. What Spark itself refuses fails here with Spark's error.

    ./pipeline spark job.sql                 # tries a script; tables on the terminal, an error with its line under it
    echo 'SELECT 1' | ./pipeline spark -     # or from a pipe
    ./pipeline spark job.sql --explain       # with the SQL for DuckDB that each statement became
    ./pipeline spark job.sql --json          # one line of JSON per statement

This page is made from the engine's own tables; \`node manual/write.mjs\` in \`Pipeline.Host/Local/engine\` makes it anew, and a test
fails while it is stale. The engine answers as Spark 3.5.5 does with default settings, ANSI off, and UTC.`;

function goldenTable() {
  const counts = JSON.parse(fs.readFileSync(COUNTS, 'utf8'));
  const row = (name, c) => `| ${name} | ${c.same} | ${c.refused} | ${c.different} | ${Math.floor((100 * c.same) / Math.max(1, c.same + c.refused + c.different))} % | ${c.fails} | ${c.answered} |`;
  const sum = (key) => Object.values(counts).reduce((n, c) => n + c[key], 0);
  const total = Object.fromEntries(['same', 'refused', 'different', 'fails', 'answered'].map((k) => [k, sum(k)]));
  return `## Held against a real Spark

Statements recorded from Apache Spark 3.5.5 through Livy 0.8, put to the engine by a test. Of those that Spark answers: the same schema and
rows, refused, different; of those that Spark refuses: failed here as well, answered.

| topic | same | refused | different | same of all | fails as well | answered |
|---|---|---|---|---|---|---|
${Object.entries(counts).map(([name, c]) => row(name, c)).join('\n')}
${row('**all**', total)}`;
}

// The words of a table's entries; the two must have the same ones.
function worded(table, words, what) {
  const keys = Object.keys(table);
  const wrong = [...keys.filter((k) => !(k in words)), ...Object.keys(words).filter((k) => !keys.includes(k))];
  if (wrong.length > 0) throw new Error(`manual/words.mjs and the engine do not have the same ${what}: ${wrong.join(', ')}`);
  return keys.filter((k) => words[k] !== null).map((k) => `- ${words[k]}`).join('\n');
}

const statements = () => `## Statements

${worded(STATEMENTS, STATEMENT_WORDS, 'statements')}

A view is put in place of its name wherever it is used, as in Spark: nothing is computed before a query asks for it, unless it is cached.
Rows with equal sort keys keep the order they were read in, as where Spark reads in one task; behind joins and groups Spark's own order is not fixed.
\`\${key}\` in a statement is replaced by the setting of that name, as Spark does.

In \`FROM\`:

${worded(RELATIONS, RELATION_WORDS, 'relations')}

Besides: \`GROUP BY\` with \`ROLLUP\`, \`CUBE\`, \`GROUPING SETS\`, \`ALL\`, positions and aliases; \`HAVING\`; \`WINDOW\`; \`DISTINCT\`;
\`UNION\`, \`INTERSECT\`, \`EXCEPT\`/\`MINUS\`, each with \`ALL\`; hints are read over.`;

const expressions = () => `## Expressions

${worded(EXPRESSIONS, EXPRESSION_WORDS, 'expressions')}

Types: BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, intervals, ARRAY, MAP,
STRUCT. Whole numbers wrap, decimals follow Spark's precision, NULL sorts first, NaN last, texts by their bytes.`;

function functions() {
  const topics = grouped(allFunctions());
  const known = new Set(allFunctions().map((f) => f.name));
  const missing = [...SPARK_FUNCTIONS].filter((f) => !known.has(f) && !OPERATORS.has(f)).sort();
  const parts = [...topics].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, rows]) => `### ${title}\n\n| function | gives | |\n|---|---|---|\n${ownRows(rows).join('\n')}`);
  return `## Functions

In brackets: arguments that may be left out. *any* is any type, *numeric* any number, *whole* a whole number; arguments of other types are cast as
Spark casts them, or the statement fails as there. Without a type the result's type follows from the arguments by Spark's rules.

${parts.join('\n\n')}

### Functions of Spark that are refused

${missing.map((f) => `\`${f}\``).join(', ')}`;
}

// Spark counts these among its functions; they have syntax of their own.
const OPERATORS = new Set(['between', 'case', 'when', 'in', 'not', 'div', 'cast', 'cube', 'rollup', 'any', 'exists', 'interval']);

function grouped(rows) {
  const map = new Map();
  for (const r of rows) map.set(r.topic, [...(map.get(r.topic) ?? []), r]);
  return map;
}

// Aliases stand with the function's own name.
function ownRows(rows) {
  return rows.filter((r) => r.name === r.own).sort((a, b) => (a.own < b.own ? -1 : 1)).map((r) => {
    const aliases = rows.filter((x) => x.own === r.own && x.name !== r.own).map((x) => `\`${x.name}\``);
    const notes = [aliases.length > 0 ? `also ${aliases.join(', ')}` : '', r.aggregate ? 'aggregate' : '', r.windowOnly ? 'with OVER only' : '', r.generates ? 'gives rows' : ''].filter(Boolean);
    return `| \`${r.own}(${signature(r)})\` | ${resultName(r)} | ${notes.join('; ')} |`;
  });
}

function signature({ params, min, rest }) {
  if (!params) return '…';
  const shown = params.map(typeName);
  const needed = shown.slice(0, min ?? shown.length).join(', ');
  const optional = shown.slice(min ?? shown.length).map((s, i) => `[${needed || i > 0 ? ', ' : ''}${s}]`).join('');
  return `${needed}${optional}${rest ? `${needed || optional ? ', ' : ''}${typeName(rest)}, …` : ''}`;
}

function typeName(type) {
  if (Array.isArray(type)) return type.map(typeName).join(' or ');
  return typeof type === 'string' ? type : type.ddl.toUpperCase();
}

const resultName = ({ result }) => (result && typeof result === 'object' ? result.ddl.toUpperCase() : '');

function csv() {
  const words = Object.keys(OPTION_WORDS);
  const lower = words.map((o) => o.toLowerCase());
  const wrong = [...[...CSV_OPTIONS].filter((o) => !lower.includes(o)), ...lower.filter((o) => !CSV_OPTIONS.has(o))];
  if (wrong.length > 0) throw new Error(`manual/words.mjs and the engine do not have the same csv options: ${wrong.join(', ')}`);
  const refusedOnes = new Set(CSV_REFUSED.map((o) => o.toLowerCase()));
  const rows = words.filter((o) => !refusedOnes.has(o.toLowerCase())).map((o) => `| \`${o}\` | ${OPTION_WORDS[o][0]} | ${OPTION_WORDS[o][1]} |`);
  return `## Views over csv files

Files are read line by line as Spark reads them; only the columns that a query asks for are cut out, cast and judged. Names of options are not
case-sensitive.

| option | default | |
|---|---|---|
${rows.join('\n')}

Refused, since they would change what is read: ${CSV_REFUSED.map((o) => `\`${o}\``).join(', ')}. Names that Spark does not know are read over, as there; one with a dot in it is refused.
Parquet views take \`path\`, and read Spark's types as Spark wrote them.`;
}

function settings() {
  const rows = [...SETTINGS].filter(([, s]) => s.values).map(([key, { fallback, values }]) => `| \`${key}\` | ${fallback} | ${values.join(', ')} |`);
  const free = [...SETTINGS].filter(([, s]) => !s.values).map(([key]) => `\`${key}\``);
  return `## Settings

| setting | default | values that are followed |
|---|---|---|
${rows.join('\n')}

Taken without any effect on answers: ${free.join(', ')}, and further ones of the optimizer, of joins' strategies and of the user interface. Any other
setting of \`spark.sql\` is refused: it might change answers. Settings of your own (\`SET my.date = 2016-04-01\`) are kept, and \`\${my.date}\` gives
them back.`;
}

function refused() {
  const parts = refusals(AREAS).filter(({ texts }) => texts.length > 0)
    .map(({ area, texts }) => `### ${area.title}\n\n${area.why} *Instead:* ${area.out}\n\n${texts.map((t) => `- ${escaped(t)}`).join('\n')}`);
  return `## Refusals

What stands behind \`Not supported by the local engine:\`, by what it is about, with the reason and a way out; … stands for a name, a type or a value.

${parts.join('\n\n')}`;
}

const escaped = (text) => text.replace(/[\\`*_<|]/g, '\\$&');
