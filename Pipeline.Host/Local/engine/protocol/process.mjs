// The engine as a process: nothing but answers on stdout, and no life without the parent.

import { Worker } from 'node:worker_threads';

/** The one writer of protocol lines; what anything else prints goes to the log. */
export function guardOutput(output) {
  const write = output.write.bind(output);
  output.write = (chunk, ...rest) => process.stderr.write(chunk, ...rest);
  return (line) => write(`${line}\n`);
}

// A thread of its own notices that the parent is gone even while a statement keeps this one busy.
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const { ppid, pid, owner } = workerData;
  const parentOf = () => {
    try {
      return Number(require('node:fs').readFileSync('/proc/' + pid + '/stat', 'latin1').replace(/^.*\\) /s, '').split(' ')[1]);
    } catch { return process.ppid; }
  };
  const alive = (one) => { try { process.kill(one, 0); return true; } catch (e) { return e.code === 'EPERM'; } };
  const gone = () => (ppid > 1 && (parentOf() !== ppid || !alive(ppid))) || (owner > 0 && !alive(owner));
  const look = () => { if (gone()) process.kill(pid, 'SIGKILL'); };
  look();
  setInterval(look, 500);
`;

// A gateway that is killed while the engine still starts is not its parent any more when it is first looked for: so it tells its id.
export function watchParent() {
  const owner = Number(process.env.PIPELINE_ENGINE_OWNER ?? 0);
  if (process.ppid <= 1 && owner === 0) return;
  const worker = new Worker(WATCH, { eval: true, workerData: { ppid: process.ppid, pid: process.pid, owner } });
  worker.unref();
}

// process.exit() waits for DuckDB's threads, and one of them may be waiting for this thread to run a function of ours: neither would ever end.
export function endAtOnce() {
  process.kill(process.pid, 'SIGKILL');
}
