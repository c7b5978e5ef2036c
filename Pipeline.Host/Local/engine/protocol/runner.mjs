// Runs requests in their order of arrival and cancels them: one that waits is dropped, one that runs is interrupted.

import { Interrupted } from '../duck/database.mjs';
import { Session } from '../session/session.mjs';
import { errorAnswer, resultAnswer } from './answers.mjs';

export class Runner {
  static async start(environment = process.env) {
    const runner = new Runner(environment);
    runner.session = await runner.open();
    await runner.warm();
    return runner;
  }

  constructor(environment) {
    this.options = {
      threads: Number(environment.PIPELINE_ENGINE_THREADS ?? 1), memory: environment.PIPELINE_ENGINE_MEMORY, temp: environment.PIPELINE_ENGINE_TEMP,
    };
    this.waiting = [];
    this.running = null;
  }

  open() { return Session.open(this.options); }

  // The first statement of a process is slow; nobody should wait for that one.
  async warm() {
    await this.session.execute("SELECT a.k, count(*) n FROM VALUES (1, 'x') AS a(k, s) JOIN VALUES (1) AS b(k) ON a.k = b.k GROUP BY a.k ORDER BY n");
  }

  accept(request, respond) {
    this.waiting.push({ request, respond });
    if (!this.running) this.next();
  }

  async next() {
    const job = this.waiting.shift();
    if (!job) return;
    this.running = job;
    try {
      job.respond(this.explained(job.request, await this.run(job.request)));
    } catch (error) {
      job.respond(job.cancelled || error instanceof Interrupted ? cancelled(job.request.id) : this.explained(job.request, errorAnswer(error)));
    }
    this.running = null;
    this.session.database.begin();
    // Requests that arrived meanwhile, a cancel among them, come first.
    setImmediate(() => { if (!this.running) this.next(); });
  }

  async run(request) {
    if (request.reset) { await this.session.reset(); return { status: 'ok' }; }
    if (typeof request.execute !== 'string') throw new Error('a request without a statement');
    const result = await this.session.execute(request.execute, { rows: request.rows ?? 1000 });
    return resultAnswer(result, request.text);
  }

  // With the SQL for DuckDB beside it, where that was asked for.
  explained({ explain }, answer) { return explain ? { ...answer, duckdb: this.session.became } : answer; }

  cancel(id) {
    const place = this.waiting.findIndex((j) => j.request.id === id);
    if (place >= 0) {
      const [job] = this.waiting.splice(place, 1);
      job.respond(cancelled(id));
    } else if (this.running?.request.id === id) {
      this.running.cancelled = true;
      this.session.interrupt();
    }
  }
}

const cancelled = (id) => {
  const evalue = `Job ${id} cancelled part of cancelled job group ${id}`;
  return { status: 'error', ename: 'Error', evalue, traceback: [`${evalue}\n`] };
};
