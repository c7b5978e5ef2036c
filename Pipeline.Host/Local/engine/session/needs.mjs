// Things that the analysis of a statement needs and that take a query of their own: the schema of a Parquet file, a cache to fill. The
// analysis stops, the thing is got, and the analysis begins again.

export class Need extends Error {
  constructor(key, get) {
    super('the statement needs something first');
    this.key = key;
    this.get = get;
  }
}

export class Needs {
  constructor() { this.known = new Map(); }

  /** What was got under a key, or a stop to get it. */
  of(key, get) {
    if (this.known.has(key)) return this.known.get(key);
    throw new Need(key, get);
  }

  /** Runs an analysis until it needs nothing more. */
  async satisfy(analysis) {
    for (;;) {
      try {
        return analysis();
      } catch (error) {
        if (!(error instanceof Need)) throw error;
        this.known.set(error.key, await error.get());
      }
    }
  }
}
