// The engine process of one session: requests as lines of JSON on stdin, answers on stdout, logs on stderr.

import { serve } from './protocol/serve.mjs';

await serve(process.stdin, process.stdout);
