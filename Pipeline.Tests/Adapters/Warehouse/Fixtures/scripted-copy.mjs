// Stands where main-copy.mjs does, for its endings: the manifest's name says which.
import { basename } from 'node:path';

const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
const manifest = basename(argument('--manifest'));
const row = (id) => `${id}\tname ${id}\t\\N\n`;

if (manifest === 'rows') {
  process.stdout.write(row(1) + row(2) + '3\ttab \\t and line \\n\t1.50\n');
} else if (manifest === 'columns') {
  process.stdout.write(`1\t${argument('--columns').replaceAll('\\', '\\\\')}\t\\N\n`);
} else if (manifest === 'many') {
  for (let id = 1; id <= 200000; id++) {
    if (!process.stdout.write(row(id))) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
} else if (manifest === 'long') {
  process.stdout.write(row(1) + `2\t${'ž'.repeat(31)}\t\\N\n`);
} else if (manifest === 'not-a-number') {
  process.stdout.write(row(1) + 'two\tname\t\\N\n');
} else if (manifest === 'refused') {
  process.stdout.write(row(1));
  process.stderr.write('warming up\n{"error":"the text holds U+0000","column":"name","row":7}\n');
  process.exitCode = 1;
} else if (manifest === 'crashed') {
  process.stdout.write(row(1));
  process.stderr.write('Segmentation fault\n');
  process.exitCode = 139;
} else if (manifest === 'endless') {
  process.stdout.write(row(1));
  setInterval(() => {}, 1000);
}
