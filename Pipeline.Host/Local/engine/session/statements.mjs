// What each kind of statement does.

import { Refusal, refuse } from '../errors.mjs';
import { analyseQueryBody } from '../analyser/queries.mjs';
import { emptyResult, resultOf, rowsOfChunks } from '../output/result.mjs';
import { laidOut } from '../output/sql-layout.mjs';
import { STRING } from '../types/types.mjs';
import { describeQuery, describeView, listTables, showColumns, showCurrent, showNamespaces, showViews } from './descriptions.mjs';
import { insertDirectory, insertTable } from './writes.mjs';
import { sleepCall } from './sleep.mjs';
import { runSetting } from './setting-statements.mjs';
import {
  alterView, analyzeTable, cacheTable, clearCache, createFileView, createView, dropView, refresh, refreshPath, renameView, truncateTable, uncacheTable,
} from './view-statements.mjs';
import { createDatabase, dropDatabase, use } from './namespaces.mjs';

export const STATEMENTS = {
  select, explain, createView, createFileView, dropView, alterView, renameView, cache: cacheTable, uncache: uncacheTable, clearCache, refresh, refreshPath,
  insertDirectory, insertTable, describe: describeView, describeQuery, showTables: listTables, showViews, showColumns, showNamespaces,
  showCurrentNamespace: showCurrent, createDatabase, dropDatabase, use, analyze: analyzeTable, truncate: truncateTable,
  set: runSetting, setList: runSetting, getSetting: runSetting, reset: runSetting, resetAll: runSetting, timeZone: runSetting,
  unsupported: (s) => refuse(s.what, s.pos),
};

/** Runs a statement and answers its result. */
export async function runStatement(statement, session, options) {
  const run = STATEMENTS[statement.k];
  if (!run) return refuse(`statements of the kind ${statement.k}`, statement.pos);
  return (await run(statement, session, options)) ?? emptyResult();
}

/** A query ready to run: {sql, columns}. */
export async function prepareQuery(query, session, extra = {}) {
  const body = await session.analyse(() => analyseQueryBody(query, { ...session.context(), ...extra }));
  return { ...body, sql: session.shared.resolve(body.sql) };
}

async function select({ query }, session, { rows }) {
  const sleeping = sleepCall(query);
  if (sleeping) return sleeping(session);
  const body = await prepareQuery(query, session);
  body.columns.forEach(checkShown);
  // Nobody reads further than what is shown, so what would fail behind it does not, as in Spark.
  const chunks = await session.database.chunks(`SELECT * FROM (${body.sql}) AS shown LIMIT ${rows}`, rows);
  return resultOf(body.columns, rowsOfChunks(chunks, body.columns, rows));
}

function checkShown({ name, type }) {
  if (type.kind === 'interval') throw new Refusal(`a result column of the type interval (${name}); cast it to STRING`);
}

// EXPLAIN answers a text even where the statement would fail.
async function explain({ statement }, session) {
  let text;
  try {
    text = statement.k === 'select' ? laidOut((await prepareQuery(statement.query, session)).sql) : `the statement ${statement.k}`;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    text = error.message;
  }
  return resultOf([{ name: 'plan', type: STRING, nullable: false }], [[`== DuckDB SQL ==\n${text}\n`]]);
}
