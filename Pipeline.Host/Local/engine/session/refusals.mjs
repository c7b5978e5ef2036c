// What a refused statement leaves behind: Spark would have done it, so whatever depends on it would not mean the same here.

import { localPath } from '../csv/files.mjs';
import { refuse } from '../errors.mjs';

const short = (what) => what.replace(/\s+/g, ' ').slice(0, 120);

export class Refusals {
  constructor() {
    this.settings = new Map();
    this.names = new Map();
    this.paths = new Map();
    this.everything = null;
  }

  /** Refuses a statement that needs what was refused before. */
  check(statement) {
    if (this.everything && !ALWAYS.has(statement.k)) refuse(`statements after a refused one (${this.everything})`);
    if (this.settings.size > 0 && !ALWAYS.has(statement.k)) {
      const [key, what] = this.settings.entries().next().value;
      refuse(`statements under a refused setting (${what}); RESET ${key} first`);
    }
  }

  /** Remembers what a refused statement would have changed. */
  note(statement, error) {
    const what = short(error.what);
    switch (statement.k) {
      case 'set': this.settings.set(statement.key, what); break;
      case 'timeZone': this.settings.set('spark.sql.session.timeZone', what); break;
      case 'createView': case 'createFileView': case 'alterView': case 'dropView': case 'cache': this.names.set(keyOf(statement.name), what); break;
      case 'renameView': this.names.set(keyOf(statement.name), what); this.names.set(keyOf(statement.to), what); break;
      case 'insertDirectory': this.notePath(statement, what); break;
      case 'use': case 'unsupported': case 'resetAll': case 'reset': case 'refresh': case 'refreshPath': case 'uncache': case 'clearCache': this.everything = what; break;
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
    const what = this.names.get(keyOf(name));
    if (what !== undefined) refuse(`using ${name.join('.')}, since a statement about it was refused (${what})`);
  }

  checkPath(path) {
    for (const [refused, what] of this.paths) {
      if (path === refused || path.startsWith(`${refused}/`) || refused.startsWith(`${path}/`)) refuse(`reading ${path}, since writing it was refused (${what})`);
    }
  }
}

const ALWAYS = new Set(['set', 'reset', 'resetAll', 'timeZone', 'getSetting']);
const keyOf = (name) => name.map((n) => n.toLowerCase()).join('.');
