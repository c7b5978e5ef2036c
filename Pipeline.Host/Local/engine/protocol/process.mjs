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
  const { ppid, pid } = workerData;
  const parentOf = () => {
    try {
      return Number(require('node:fs').readFileSync('/proc/' + pid + '/stat', 'latin1').replace(/^.*\\) /s, '').split(' ')[1]);
    } catch { return process.ppid; }
  };
  const alive = () => { try { process.kill(ppid, 0); return true; } catch (e) { return e.code === 'EPERM'; } };
  setInterval(() => { if (parentOf() !== ppid || !alive()) process.kill(pid, 'SIGKILL'); }, 500);
`;

export function watchParent() {
  if (process.ppid <= 1) return;
  const worker = new Worker(WATCH, { eval: true, workerData: { ppid: process.ppid, pid: process.pid } });
  worker.unref();
}
