// What a statement would have changed that could not even be read: told from its first words.

import { tokenize } from '../parser/lexer.mjs';

const READING = new Set(['SELECT', 'FROM', 'VALUES', 'TABLE', '(', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'LIST', 'MAP', 'REDUCE', 'ANALYZE', 'ADD', 'GRANT',
  'REVOKE', 'LOCK', 'UNLOCK', 'EXPORT', 'COMMENT', 'DFS', 'MSCK', 'REPAIR', 'WITH']);
const OBJECTS = { TABLE: 'relation', VIEW: 'relation', FUNCTION: 'function', DATABASE: 'namespace', SCHEMA: 'namespace', NAMESPACE: 'namespace' };
const INTRODUCING = new Set(['CREATE', 'DROP', 'ALTER', 'REPLACE', 'CACHE', 'UNCACHE', 'TRUNCATE', 'REFRESH', 'LOAD']);

/** {kind: relation, function, namespace, everything or nothing; name}. */
export function changedBy(text) {
  let tokens;
  try { tokens = tokenize(text); } catch { return { kind: 'everything' }; }
  const verb = tokens[0].u;
  if (READING.has(verb) && !(verb === 'WITH' && tokens.some((t) => t.u === 'INSERT'))) return { kind: 'nothing' };
  if (INTRODUCING.has(verb)) {
    const at = tokens.findIndex((t) => OBJECTS[t.u]);
    return at < 0 ? { kind: 'everything' } : { kind: OBJECTS[tokens[at].u], name: nameAt(tokens, at + 1) };
  }
  const target = { INSERT: ['INTO', 'OVERWRITE'], MERGE: ['INTO'], DELETE: ['FROM'], UPDATE: ['UPDATE'] }[verb];
  const at = target ? tokens.findIndex((t) => target.includes(t.u)) : -1;
  return at < 0 || tokens.some((t) => t.u === 'DIRECTORY') ? { kind: 'everything' } : { kind: 'relation', name: nameAt(tokens, at + 1) };
}

const PASSED = new Set(['TABLE', 'IF', 'NOT', 'EXISTS', 'OR', 'REPLACE']);
const plain = (token) => (token.t === 'quoted' ? token.v.slice(1, -1).replaceAll('``', '`') : token.v);

function nameAt(tokens, start) {
  let i = start;
  while (PASSED.has(tokens[i].u)) i++;
  const parts = [plain(tokens[i])];
  while (tokens[i + 1]?.u === '.' && tokens[i + 2]) { i += 2; parts.push(plain(tokens[i])); }
  return parts;
}
