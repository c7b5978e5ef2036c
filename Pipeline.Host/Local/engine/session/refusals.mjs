// What a refused statement leaves behind: Spark would have done it, so whatever depends on it would not mean the same here.

import { localPath } from '../csv/files.mjs';
import { Refusal } from '../errors.mjs';
import { changedBy } from './refused-text.mjs';

const short = (what) => what.replace(/\s+/g, ' ').slice(0, 120);

// A refusal that follows from another one: cause is what the first was about.
const follow = (cause, text) => { throw Object.assign(new Refusal(text), { cause }); };
const causeOf = (error) => short(error.cause ?? error.what);

export class Refusals {
  constructor() {
    this.settings = new Map();
    this.names = new Map();
    this.paths = new Map();
    this.functions = new Map();
    this.namespaces = new Map();
    this.everything = null;
  }

  /** Refuses a statement that needs what was refused before. */
  check(statement, views) {
    if (this.everything && !ALWAYS.has(statement.k)) follow(this.everything, `statements after a refused one (${this.everything}) in the same session`);
    if (this.settings.size > 0 && !ALWAYS.has(statement.k)) {
      const [key, what] = this.settings.entries().next().value;
      follow(what, `statements under a refused setting (${what}); RESET ${key} first`);
    }
    this.checkUse(statement, views);
  }

  checkUse(statement, views) {
    const { k, name } = statement;
    if (LISTINGS.has(k)) for (const what of [...this.names.values(), ...this.namespaces.values()]) follow(what, `a list of what is there after a refused statement (${what})`);
    if (k === 'use' || BY_NAME.has(k) || (k === 'dropView' && !views.find(name))) this.checkName(name);
    if ((k === 'createView' || k === 'createFileView') && !statement.replace) this.checkName(name);
  }

  /** Remembers what a refused statement would have changed. */
  note(statement, error) {
    const what = causeOf(error);
    switch (statement.k) {
      case 'set': this.settings.set(statement.key, what); break;
      case 'timeZone': this.settings.set('spark.sql.session.timeZone', what); break;
      case 'createView': case 'createFileView': case 'alterView': case 'cache': case 'refresh': case 'uncache': this.names.set(keyOf(statement.name), what); break;
      // Whether there was a table or not, now there is none.
      case 'dropView': if (statement.table) this.names.delete(keyOf(statement.name)); else this.names.set(keyOf(statement.name), what); break;
      case 'renameView': this.names.set(keyOf(statement.name), what); this.names.set(keyOf(statement.to), what); break;
      case 'insertDirectory': this.notePath(statement, what); break;
      case 'use': case 'unsupported': case 'resetAll': case 'reset': case 'refreshPath': case 'clearCache': this.everything ??= what; break;
      default:
    }
  }

  /** Remembers what a statement would have changed that could not be read. */
  noteText(text, error) {
    const what = causeOf(error);
    const { kind, name } = changedBy(text);
    switch (kind) {
      case 'relation': this.names.set(keyOf(name), what); break;
      case 'function': this.functions.set(name[name.length - 1].toLowerCase(), what); break;
      case 'namespace': this.namespaces.set(name[name.length - 1].toLowerCase(), what); break;
      case 'everything': this.everything ??= what; break;
      default:
    }
  }

  notePath(statement, what) {
    const path = statement.target ?? statement.path ?? statement.options.find((o) => o.key.toLowerCase() === 'path')?.value;
    if (path) this.paths.set(localPath(path), what);
  }

  /** Forgets what a statement that ran has made good. */
  settle(statement) {
    switch (statement.k) {
      case 'set': case 'reset': this.settings.delete(statement.key); break;
      case 'timeZone': this.settings.delete('spark.sql.session.timeZone'); break;
      case 'resetAll': this.settings.clear(); break;
      case 'createView': case 'createFileView': this.names.delete(keyOf(statement.name)); break;
      case 'insertDirectory': this.paths.delete(statement.target); break;
      default:
    }
  }

  checkName(name) {
    const what = this.names.get(keyOf(name)) ?? name.map((n) => this.namespaces.get(n.toLowerCase())).find(Boolean);
    if (what !== undefined) follow(what, `using ${name.join('.')}, since a statement about it was refused (${what})`);
  }

  /** A database is dropped: with all that may be in it, or only if that is nothing. */
  leave(database, cascade) {
    for (const [key, what] of this.names) {
      if (!key.startsWith(`${database}.`)) continue;
      if (!cascade) follow(what, `dropping ${database}, since a statement about what is in it was refused (${what})`);
      this.names.delete(key);
    }
  }

  checkFunction(name) {
    const what = this.functions.get(name[name.length - 1].toLowerCase());
    if (what !== undefined) follow(what, `using ${name.join('.')}, since a statement about it was refused (${what})`);
  }

  checkPath(path) {
    for (const [refused, what] of this.paths) {
      if (path === refused || path.startsWith(`${refused}/`) || refused.startsWith(`${path}/`)) follow(what, `reading ${path}, since writing it was refused (${what})`);
    }
  }
}

const ALWAYS = new Set(['set', 'reset', 'resetAll', 'timeZone', 'getSetting']);
const LISTINGS = new Set(['showTables', 'showViews', 'showNamespaces']);
const BY_NAME = new Set(['insertTable', 'analyze', 'truncate', 'refresh', 'uncache', 'alterView', 'renameView', 'showColumns']);
// The catalog's default database may be named or not.
const keyOf = (name) => name.map((n) => n.toLowerCase()).join('.').replace(/^(?:spark_catalog\.)?default\./, '');
