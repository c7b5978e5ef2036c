// A typed expression: Spark's type and nullability, Spark's name for it, and the DuckDB SQL it becomes. Nodes are trees, so that an
// aggregate can be computed below its SELECT and its uses be pointed there.

export class Node {
  constructor({ type, nullable = true, name, args = [], emit, ...rest }) {
    this.type = type;
    this.nullable = nullable;
    this.name = name;
    this.args = args;
    this.emit = emit;
    Object.assign(this, rest);
  }

  /** DuckDB SQL. Equal text means equal value, which is how GROUP BY finds its expressions again. */
  get sql() {
    this.text ??= this.emit(...this.args.map((a) => a.sql));
    return this.text;
  }

  /** The same text for expressions that Spark takes for the same: operands that may change places are put in order. */
  get key() {
    this.keyText ??= this.commutes ? operandsOf(this, this).map((a) => a.key).sort().reduce((l, r) => this.emit(l, r)) : this.emit(...this.args.map((a) => a.key));
    return this.keyText;
  }

  /** The name inside a larger expression: a field shows what it is a field of. */
  get shown() { return this.nestedName ?? this.name; }

  /** Whether the value is the same for every row: made of literals only. */
  get foldable() {
    if (this.column || this.aggregate || this.window || this.generator || this.volatile || this.subquery || this.variable) return false;
    return this.args.every((a) => a.foldable);
  }

  /** Whether computing it may fail, so that it must not run on rows that Spark would not run it on. */
  get mayFail() { return this.fails === true || this.args.some((a) => a.mayFail); }

  has(test) { return test(this) || this.args.some((a) => a.has(test)); }

  with(changes) {
    const copy = Object.assign(Object.create(Node.prototype), this, changes);
    copy.text = undefined;
    copy.keyText = undefined;
    return copy;
  }

  /** The same tree with some parts replaced; replace answers undefined to go on inside. */
  map(replace) {
    const replaced = replace(this);
    if (replaced !== undefined) return replaced;
    if (this.args.length === 0) return this;
    const args = this.args.map((a) => a.map(replace));
    return args.every((a, i) => a === this.args[i]) ? this : this.with({ args });
  }
}

// Of a chain such as a + b + c, all three; a = b = c is no chain.
const CHAINS = new Set(['+', '*', '&', '|', '^', 'AND', 'OR']);
const operandsOf = (n, top) => n.args.flatMap((a) => (CHAINS.has(top.commutes) && a.commutes === top.commutes && a.type === top.type ? operandsOf(a, top) : [a]));

export const node = (fields) => new Node(fields);

/** A node whose NULL comes from a NULL argument only. */
export const derived = (fields) => new Node({ nullable: fields.args.some((a) => a.nullable), ...fields });

export const isAggregate = (n) => n.aggregate === true;
export const isWindow = (n) => n.window === true;
export const isGenerator = (n) => n.generator !== undefined;
export const hasAggregate = (n) => n.has(isAggregate);
export const hasWindow = (n) => n.has(isWindow);
export const hasGenerator = (n) => n.has(isGenerator);
export const hasSubquery = (n) => n.has((x) => x.subquery === true);

export const quoteName = (name) => `"${name.replaceAll('"', '""')}"`;

/** A DuckDB string literal. */
export function quoteString(value) {
  if (!value.includes('\u0000')) return `'${value.replaceAll("'", "''")}'`;
  return `(${value.split('\u0000').map((part) => `'${part.replaceAll("'", "''")}'`).join(' || chr(0) || ')})`;
}
