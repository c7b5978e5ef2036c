// Two ways to say no: Refusal for what Spark answers and this engine does not, SparkError for what Spark itself refuses.

/** What the local engine leaves to a real Spark. */
export class Refusal extends Error {
  constructor(what, pos) {
    super(`Not supported by the local engine: ${what}`);
    this.what = what;
    this.pos = pos;
  }
}

/** What Spark refuses, too, with its error class. */
export class SparkError extends Error {
  constructor(errorClass, text, pos) {
    super(text);
    this.errorClass = errorClass;
    this.pos = pos;
  }
}

export const refuse = (what, pos) => { throw new Refusal(what, pos); };

export const fail = (errorClass, text, pos) => { throw new SparkError(errorClass, text, pos); };

/** Line (from 1) and column (from 0) of an offset, as Spark counts them. */
export function place(source, offset) {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) };
}

/** The text shown to a user: class in front, place behind, as Spark has it. */
export function describe(error, source) {
  const head = error.errorClass ? `[${error.errorClass}] ${error.message}` : error.message;
  if (error.pos === undefined || error.pos === null) return head;
  const { line, column } = place(source, error.pos);
  return error.errorClass?.startsWith('PARSE_') ? `${head}.(line ${line}, pos ${column})` : `${head}; line ${line} pos ${column}`;
}
