// Answers as lines of JSON. The cells are JSON text already, so that no number passes through a double.

/** One line of an answer: {id, status, ...} with the parts of it that are JSON text put in as they are. */
export function answerLine(id, { raw = {}, ...plain }) {
  const head = JSON.stringify({ id, ...plain }).slice(0, -1);
  const parts = Object.entries(raw).map(([key, json]) => `,${JSON.stringify(key)}:${json}`);
  return `${head}${parts.join('')}}`;
}

export const resultAnswer = (result, withText) => ({
  status: 'ok', raw: { output: `{"schema":${result.schema},"data":${result.data}}`, ...(withText ? { text: JSON.stringify(result.text) } : {}) },
});

/** An error as Livy shows one; what nobody foresaw is a refusal, with the details in the log. */
export function errorAnswer(error) {
  if (error.evalue === undefined) process.stderr.write(`unexpected: ${error.stack ?? error}\n`);
  if (error.detail) process.stderr.write(`detail: ${error.detail}\n`);
  const evalue = error.evalue ?? `Not supported by the local engine: this statement (${error.message})`;
  return { status: 'error', ename: 'Error', evalue, traceback: evalue.split('\n').map((l) => `${l}\n`) };
}
