// A real engine process, spoken to over its protocol.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseRaw } from './raw-json.mjs';

const MAIN = fileURLToPath(new URL('../../main.mjs', import.meta.url));

export class Engine {
  static async start(environment = {}) {
    const engine = new Engine(spawn(process.execPath, ['--no-warnings', MAIN], { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] }));
    await engine.ready;
    return engine;
  }

  constructor(child) {
    this.child = child;
    this.waiting = new Map();
    this.ids = 0;
    this.log = '';
    child.stderr.on('data', (d) => { this.log += d; });
    this.gone = new Promise((resolve) => child.on('exit', resolve));
    this.ready = new Promise((resolve, reject) => {
      this.gone.then((code) => reject(new Error(`the engine ended with ${code}: ${this.log}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const message = parseRaw(line);
        if (message.ready) resolve();
        else this.answer(message);
      });
    });
  }

  answer(message) {
    const id = Number(message.id?.text);
    this.waiting.get(id)?.(message);
    this.waiting.delete(id);
  }

  /** Sends a request and answers its answer. */
  send(request) {
    const id = ++this.ids;
    this.child.stdin.write(`${JSON.stringify({ ...request, id })}\n`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, resolve);
      this.gone.then((code) => reject(new Error(`the engine ended with ${code}: ${this.log}`)));
    });
  }

  execute(sql, extra = {}) { return this.send({ execute: sql, text: true, ...extra }); }

  cancel(id) { this.child.stdin.write(`${JSON.stringify({ cancel: id })}\n`); }

  stop() {
    this.child.stdin.end();
    return this.gone;
  }
}
