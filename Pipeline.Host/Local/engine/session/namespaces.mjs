// USE: there is one catalog with one database.

import { fail } from '../errors.mjs';

export function use({ name, pos }) {
  const lower = name.map((n) => n.toLowerCase());
  const known = (lower.length === 1 && (lower[0] === 'default' || lower[0] === 'spark_catalog')) || (lower.length === 2 && lower[0] === 'spark_catalog' && lower[1] === 'default');
  if (!known) fail('SCHEMA_NOT_FOUND', `The schema ${name.map((n) => `\`${n}\``).join('.')} cannot be found. Verify the spelling and correctness of the schema and catalog.`, pos);
}
