// The views of a session by name: temporary ones, global temporary ones, and those of the catalog's default database.

import { fail } from '../errors.mjs';
import { quotedName } from '../analyser/scope.mjs';

export class Views {
  constructor() {
    this.temporary = new Map();
    this.global = new Map();
    this.permanent = new Map();
  }

  /** The map that a name belongs to, its key there, and how its columns are qualified. */
  place(name, kind) {
    const key = name[name.length - 1].toLowerCase();
    if (kind === 'temporary') return { map: this.temporary, key };
    if (kind === 'global') return { map: this.global, key };
    return { map: this.permanent, key };
  }

  find(name) {
    const lower = name.map((n) => n.toLowerCase());
    if (lower.length === 1) return this.temporary.get(lower[0]) ?? this.permanent.get(lower[0]);
    if (lower.length === 2 && lower[0] === 'global_temp') return this.global.get(lower[1]);
    if (lower.length === 2 && lower[0] === 'default') return this.permanent.get(lower[1]);
    if (lower.length === 3 && lower[0] === 'spark_catalog' && lower[1] === 'default') return this.permanent.get(lower[2]);
    return undefined;
  }

  /** The view of a name, or Spark's error. */
  get(name, pos) {
    return this.find(name) ?? notFound(name, pos);
  }

  put(kind, name, view, { replace, ifNotExists }) {
    const { map, key } = this.place(name, kind);
    if (map.has(key) && !replace) {
      if (ifNotExists) return;
      if (kind === 'permanent') fail('TABLE_OR_VIEW_ALREADY_EXISTS', `Cannot create table or view ${quotedName(name)} because it already exists.`);
      fail('TEMP_TABLE_OR_VIEW_ALREADY_EXISTS', `Cannot create the temporary view ${quotedName(name)} because it already exists. Choose a different name, drop or replace the existing view, or add the IF NOT EXISTS clause to tolerate pre-existing views.`);
    }
    map.set(key, view);
  }

  drop(name) {
    const lower = name.map((n) => n.toLowerCase());
    if (lower.length === 1 && this.temporary.delete(lower[0])) return true;
    if (lower.length === 2 && lower[0] === 'global_temp') return this.global.delete(lower[1]);
    return this.permanent.delete(lower[lower.length - 1]);
  }
}

export function notFound(name, pos) {
  if (name.length > 2 && !(name.length === 3 && name[0].toLowerCase() === 'spark_catalog')) {
    fail('REQUIRES_SINGLE_PART_NAMESPACE', `spark_catalog requires a single-part namespace, but got ${quotedName(name.slice(0, -1))}.`, pos);
  }
  return fail('TABLE_OR_VIEW_NOT_FOUND', `The table or view ${quotedName(name)} cannot be found. Verify the spelling and correctness of the schema and catalog.`, pos);
}

