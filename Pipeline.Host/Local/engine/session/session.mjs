// A session: its views, settings and caches, and how a statement is run in it.

import { describe, Refusal, SparkError } from '../errors.mjs';
import { Database, Interrupted } from '../duck/database.mjs';
import { csvFunction } from '../csv/scan.mjs';
import { laidOut } from '../output/sql-layout.mjs';
import { parse } from '../parser/parse.mjs';
import { explainSyntax } from '../parser/grammar.mjs';
import { Scope } from '../analyser/scope.mjs';
import { removeCaches } from './caches.mjs';
import { runStatement } from './statements.mjs';
import { Needs } from './needs.mjs';
import { Refusals } from './refusals.mjs';
import { Shared } from './shared.mjs';
import { Settings, substitute } from './settings.mjs';
import { Views } from './views.mjs';

export class Session {
  static async open(options) {
    return new Session(await Database.open(options));
  }

  constructor(database) {
    this.database = database;
    this.scans = new Map();
    this.begin();
    database.connection.registerTableFunction(csvFunction(this.scans));
  }

  /** A session as it is when nothing has been said yet. */
  begin() {
    this.settings = new Settings();
    this.views = new Views();
    this.refusals = new Refusals();
    this.caches = [];
    this.databases = new Set(['default']);
    this.ids = { next: 0, table: this.ids?.table ?? 0 };
    this.shared = new Shared();
  }

  /** The context that a statement is analysed in. */
  context() {
    return { session: this, ctes: undefined, emptyScope: new Scope([], null), outer: null };
  }

  /** Runs an analysis from the beginning until it needs nothing more. */
  analyse(analysis) {
    return this.needs.satisfy(() => {
      this.ids.next = 0;
      this.closeScans();
      this.shared = new Shared();
      return analysis();
    });
  }

  // No file stays open that a statement has read a part of only.
  closeScans() {
    for (const { readers = [] } of this.scans.values()) for (const reader of readers) reader.close();
    this.scans.clear();
  }

  /** Runs one statement: {schema, rows of JSON text, rows of plain text} or an error with line and place. */
  async execute(source, { rows = 1000 } = {}) {
    this.database.begin();
    this.needs = new Needs();
    let text = plainLines(source);
    let statement;
    try {
      text = substitute(text, this.settings);
      statement = await this.parse(text);
      this.refusals.check(statement, this.views);
      const result = await runStatement(statement, this, { rows, text });
      this.refusals.settle(statement);
      return result;
    } catch (error) {
      if (error instanceof Refusal) this.remember(statement, text, error);
      throw located(error, text);
    } finally {
      this.closeScans();
    }
  }

  remember(statement, text, error) {
    if (statement) this.refusals.note(statement, error);
    else this.refusals.noteText(text, error);
  }

  /** The SQL for DuckDB that the last statement became, one text for each time that DuckDB was asked. */
  get became() { return this.database.told.map(laidOut); }

  async parse(text) {
    try {
      return parse(text);
    } catch (error) {
      if (error.errorClass !== 'PARSE_SYNTAX_ERROR') throw error;
      // The full grammar knows whether this is no SQL at all or SQL that the engine does not read.
      const what = await explainSyntax(text, error.pos);
      if (what) throw new Refusal(what, error.pos);
      throw error;
    }
  }

  /** Waits without keeping anything busy; an interrupt ends the waiting. */
  wait(millis) {
    this.database.goOn();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, millis);
      this.stopWaiting = () => { clearTimeout(timer); reject(new Interrupted()); };
    }).finally(() => { this.stopWaiting = undefined; });
  }

  /** Forgets everything; what it kept in the database goes, too. */
  async reset() {
    await removeCaches(this, () => true);
    this.begin();
  }

  /** Stops the statement that runs. */
  interrupt() {
    this.stopWaiting?.();
    this.database.interrupt();
  }

  close() { this.database.close(); }
}

// A text whose lines all end in CRLF reaches Spark through Livy with plain line ends, in its literals too.
function plainLines(source) {
  return /(?:^|[^\r])\n/.test(source) ? source : source.replaceAll('\r\n', '\n');
}

function located(error, source) {
  if (!(error instanceof Refusal) && !(error instanceof SparkError)) return error;
  error.evalue = describe(error, source);
  return error;
}
