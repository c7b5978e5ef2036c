// Views and common tables that a statement uses more than once are computed once, where that cannot be told from computing them at each
// use: they read no csv file (of which each use reads its own columns), cannot fail, and hold no chance.

const OPEN = '\u0002';

export class Shared {
  constructor() { this.entries = new Map(); }

  /** The body of a view or common table, analysed at its first use only, and what to write in place of its SQL. */
  of(key, analyse) {
    if (!this.entries.has(key)) {
      const body = analyse();
      const alone = (body.scans ?? []).length > 0 || body.fails || body.volatile;
      if (alone) return { body, source: `(${body.sql})` };
      this.entries.set(key, { body, mark: `${OPEN}${this.entries.size}${OPEN}` });
    }
    const { body, mark } = this.entries.get(key);
    return { body, source: mark };
  }

  /** The statement's SQL with what is used once put in its place, and a WITH for the rest. */
  resolve(sql) {
    let main = sql;
    const common = [];
    // Inner ones come before those that use them.
    for (const { body, mark } of [...this.entries.values()].reverse()) {
      const uses = count(main, mark) + common.reduce((n, c) => n + count(c.sql, mark), 0);
      if (uses === 0) continue;
      const place = uses === 1 ? `(${body.sql})` : `shared_${common.length}`;
      main = main.replaceAll(mark, () => place);
      for (const c of common) c.sql = c.sql.replaceAll(mark, () => place);
      if (uses > 1) common.push({ name: place, sql: body.sql });
    }
    if (common.length === 0) return main;
    return `WITH ${common.reverse().map((c) => `${c.name} AS MATERIALIZED (${c.sql})`).join(', ')} ${main}`;
  }
}

const count = (text, mark) => text.split(mark).length - 1;
