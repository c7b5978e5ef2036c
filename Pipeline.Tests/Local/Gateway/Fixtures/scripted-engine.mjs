// An engine that speaks the protocol and does as its statements tell it. With it the tests bring about what the real one does only by
// accident: an engine that dies, hangs or babbles at a chosen moment.
import { createInterface } from "node:readline";

const say = (line) => process.stdout.write(line + "\n");
const waiting = [];
let running = null;

const ok = (id, type, cell) =>
  say(`{"id":${id},"status":"ok","output":{"schema":{"type":"struct","fields":[{"name":"c","type":"${type}","nullable":false,"metadata":{}}]},"data":[[${cell}]]}}`);
const error = (id, evalue) =>
  say(JSON.stringify({ id, status: "error", ename: "Error", evalue, traceback: ["first.frame", "second.frame"] }));

function finish(answer) {
  const { id } = running;
  running = null;
  answer(id);
  next();
}

function next() {
  if (running !== null || waiting.length === 0) return;
  running = waiting.shift();
  const [word, ...rest] = running.execute.split(" ");
  switch (word) {
    case "SELECT": return finish((id) => ok(id, "integer", rest[0]));
    case "FAIL": return finish((id) => error(id, rest.join(" ")));
    case "ROWS": return finish((id) => ok(id, "integer", running_rows(id)));
    case "BLOCK": return say(`{"id":${running.id},"progress":0.5}`);
    case "HANG": return;
    case "EXIT": return process.exit(3);
    case "BABBLE": return say("this is no line of the protocol");
    case "LOG":
      process.stderr.write(rest.join(" ") + "\n");
      return finish((id) => ok(id, "integer", 0));
    case "ENV": return finish((id) => ok(id, "string", JSON.stringify(process.env[rest[0]] ?? null)));
    default: return finish((id) => error(id, `unknown word ${word}`));
  }
}

const rows = new Map();
const running_rows = (id) => rows.get(id);

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const request = JSON.parse(line);
    if ("cancel" in request) {
      if (running?.id === request.cancel && running.execute === "BLOCK") {
        finish((id) => error(id, `Job ${id} cancelled part of cancelled job group ${id}`));
      }
      return;
    }
    rows.set(request.id, request.rows);
    waiting.push(request);
    next();
  })
  .on("close", () => { if (!process.argv.includes("--deaf")) process.exit(0); });

if (process.argv.includes("--deaf")) setInterval(() => {}, 1000);
if (process.argv.includes("--dead-on-arrival")) {
  process.stderr.write("cannot start today\n");
  process.exit(1);
}
if (!process.argv.includes("--never-ready")) say('{"ready":true}');
