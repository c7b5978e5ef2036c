// Runs the unit tests of the engine: node test/unit.mjs [part of a file name].

import fs from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('unit', import.meta.url));
const [part = ''] = process.argv.slice(2);
const files = fs.readdirSync(folder).filter((f) => f.endsWith('.test.mjs') && f.includes(part)).map((f) => path.join(folder, f));
const stream = run({ files, concurrency: 2, timeout: 300000 });
stream.on('test:fail', () => { process.exitCode = 1; });
stream.compose(spec).pipe(process.stdout);
