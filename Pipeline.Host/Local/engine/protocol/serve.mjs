// The loop of the engine process: statements one after the other, cancels at once, an end with its parent.

import { createInterface } from 'node:readline';
import { answerLine, errorAnswer } from './answers.mjs';
import { Runner } from './runner.mjs';
import { endAtOnce, guardOutput, watchParent } from './process.mjs';

export async function serve(input, output) {
  const write = guardOutput(output);
  watchParent();
  const runner = await Runner.start();
  write('{"ready":true}');
  const lines = createInterface({ input, crlfDelay: Infinity });
  lines.on('line', (line) => receive(line, runner, write));
  // The parent has closed our input: nobody waits for an answer any more.
  lines.on('close', endAtOnce);
}

function receive(line, runner, write) {
  if (line.trim() === '') return;
  let request;
  try {
    request = JSON.parse(line);
  } catch {
    write(answerLine(null, errorAnswer(new Error('a request that is no JSON'))));
    return;
  }
  if (request.cancel !== undefined) runner.cancel(request.cancel);
  else runner.accept(request, (answer) => write(answerLine(request.id, answer)));
}
