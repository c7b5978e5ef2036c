// Writes docs/spark-sql.md anew: node manual/write.mjs

import fs from 'node:fs';
import { reference } from './reference.mjs';

fs.writeFileSync(new URL('../../../../docs/spark-sql.md', import.meta.url), reference());
