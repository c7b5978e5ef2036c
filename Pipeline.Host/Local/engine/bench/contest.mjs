// The engine against DuckDB in turns, so that both meet the same load of the machine; the fastest turn of each counts.

import duckdb from '@duckdb/node-api';
import { Engine } from '../test/support/engine.mjs';

const MEMORY = '4GB';

/** A DuckDB of its own, as someone would use it by hand. */
export async function openDuck(threads) {
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: String(threads), memory_limit: MEMORY });
  const connection = await instance.connect();
  return {
    run: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
    close() { connection.closeSync(); instance.closeSync(); },
  };
}

/** An engine's process, as a session has one. */
export async function openEngine(threads) {
  const engine = await Engine.start({ PIPELINE_ENGINE_THREADS: String(threads), PIPELINE_ENGINE_MEMORY: MEMORY });
  return {
    async run(sql) {
      const answer = await engine.execute(sql);
      if (answer.status !== 'ok') throw new Error(`${answer.evalue}\n${sql}`);
      return answer.text;
    },
    close: () => engine.stop(),
  };
}

/** The shortest times in milliseconds of both sides over some rounds. */
export async function contest(rounds, ours, theirs) {
  const best = { engine: Infinity, duckdb: Infinity };
  for (let i = 0; i < rounds; i++) {
    best.engine = Math.min(best.engine, await timed(ours));
    best.duckdb = Math.min(best.duckdb, await timed(theirs));
  }
  return best;
}

async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
