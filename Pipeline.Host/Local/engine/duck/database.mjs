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
  }

  interrupt() { this.connection.interrupt(); }

  /** Runs a statement for its effect. */
  async run(sql) {
    this.registered = registerDeclared(this.connection, this.registered);
    try {
      return await this.connection.run(sql);
    } catch (error) {
      throw mapped(error);
    }
  }

  /** All rows of a query of the engine's own. */
  async rows(sql) {
    try {
      return (await this.connection.runAndReadAll(sql)).getRows();
    } catch (error) {
      throw mapped(error);
    }
  }

  /** Streams the chunks of a query until enough rows have come. */
  async chunks(sql, rows) {
    this.registered = registerDeclared(this.connection, this.registered);
    try {
      const result = await this.connection.stream(sql);
      const chunks = [];
      let count = 0;
      while (count < rows) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        chunks.push(chunk);
        count += chunk.rowCount;
      }
      return chunks;
    } catch (error) {
      throw mapped(error);
    }
  }

  close() {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

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
  const refusal = new Refusal('what this statement became for the database under it');
  refusal.detail = message;
  return refusal;
}

/** The statement was cancelled. */
export class Interrupted extends Error {}
