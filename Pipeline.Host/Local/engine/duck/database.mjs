// One DuckDB in memory: opened with the limits of the session, its messages turned into the engine's.

import duckdb from '@duckdb/node-api';
import { Refusal, SparkError } from '../errors.mjs';
import { carried, registerDeclared } from './functions.mjs';

export class Database {
  static async open({ threads = 1, memory, temp } = {}) {
    const settings = { threads: String(threads), autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
    if (memory) settings.memory_limit = memory;
    if (temp) settings.temp_directory = temp;
    const instance = await duckdb.DuckDBInstance.create(':memory:', settings);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new Database(instance, connection);
  }

  constructor(instance, connection) {
    this.instance = instance;
    this.connection = connection;
    this.registered = registerDeclared(connection, 0);
    this.stopped = false;
    this.told = [];
  }

  /** Stops what runs, and whatever the same statement would run next. */
  interrupt() {
    this.stopped = true;
    this.connection.interrupt();
    // A query that is only being prepared forgets the interrupt when it starts, so it is told again.
    this.again ??= setInterval(() => this.connection.interrupt(), 50);
  }

  /** A new statement begins; told is the SQL that it became so far. */
  begin() {
    this.stopped = false;
    this.told = [];
    clearInterval(this.again);
    this.again = undefined;
  }

  goOn() { if (this.stopped) throw new Interrupted(); }

  // Runs something on the connection; errors come out as the engine's.
  async use(action) {
    this.goOn();
    this.registered = registerDeclared(this.connection, this.registered);
    try {
      return await action(this.connection);
    } catch (error) {
      throw mapped(error);
    }
  }

  /** Runs a statement for its effect. */
  run(sql) {
    this.told.push(sql);
    return this.use((connection) => connection.run(sql));
  }

  /** All rows of a query of the engine's own. */
  rows(sql) { return this.use(async (connection) => (await connection.runAndReadAll(sql)).getRows()); }

  /** Streams the chunks of a query until enough rows have come. */
  chunks(sql, rows) {
    this.told.push(sql);
    return this.use(async (connection) => {
      const result = await connection.stream(sql);
      const chunks = [];
      for (let count = 0; count < rows;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        chunks.push(chunk);
        count += chunk.rowCount;
      }
      return chunks;
    });
  }

  close() {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

// What DuckDB's own types hold less of than Spark's.
const LIMITS = [
  [/^Out of Range Error: .*(?:SAMP|POP|CORR|REGR)/i, 'a deviation or correlation of numbers so large'],
  [/^Out of Range Error: Overflow in|^Conversion Error: Type INT128/, 'an interval or a whole number so large'],
  [/^Invalid Input Error: .*(?:Parquet file|magic bytes)/i, 'a file that is no Parquet file'],
  [/^(?:Out of Range|Conversion) Error: .*(?:date|timestamp|interval|epoch)/i, 'a date, a timestamp or an interval beyond the range of the database under it'],
];

// A message of DuckDB is about SQL that the user never wrote, so none is passed on.
function mapped(error) {
  if (error instanceof Refusal || error instanceof SparkError) return error;
  const message = String(error?.message ?? error);
  const own = carried(message);
  if (own) return own;
  if (/More than one row returned by a subquery/.test(message)) {
    return new SparkError('SCALAR_SUBQUERY_TOO_MANY_ROWS', 'More than one row returned by a subquery used as an expression.');
  }
  if (/^INTERRUPT/i.test(message)) return new Interrupted();
  if (/Out of Memory/i.test(message)) return new Refusal('a statement that needs more memory than the session has');
  const limit = LIMITS.find(([pattern]) => pattern.test(message));
  const refusal = new Refusal(limit ? limit[1] : 'what this statement became for the database under it');
  if (!limit) refusal.detail = message;
  return refusal;
}

/** The statement was cancelled. */
export class Interrupted extends Error {}
