// Streams the Parquet objects of a manifest to stdout as PostgreSQL's COPY text.
// node main-copy.mjs --manifest FILE --columns id:bigint,name:varchar(10)
// Exit 0 when all of it was written; otherwise 1, with one line of JSON on stderr: {"error", "column"?, "row"?}.

import { parseArgs } from 'node:util';
import { copyOut, CopyError } from './copy/copy-out.mjs';

const { values } = parseArgs({ options: { manifest: { type: 'string' }, columns: { type: 'string' } } });

try {
  if (!values.manifest || !values.columns) throw new CopyError('usage: main-copy.mjs --manifest FILE --columns name:type,...');
  await copyOut(values.manifest, values.columns, process.stdout);
  process.exit(0);
} catch (error) {
  // The reader may have gone first, after its own failure: there is nobody left to tell then.
  const { message, column, row } = error;
  process.stderr.write(`${JSON.stringify({ error: message, column, row })}\n`, () => process.exit(1));
}
