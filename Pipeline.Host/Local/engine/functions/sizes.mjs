// How large a value may be that a function makes out of a number: beyond this a cluster has trouble as well, and a laptop more.

import { Refusal } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { INT } from '../types/types.mjs';

const MOST = 10_000_000;

/** Refuses a value of so many characters or elements. */
export function checkSize(n) {
  if (n > MOST) throw new Refusal(`a text or an array of ${n} characters or elements`);
  return n;
}

const checked = jsFunction('checked_size', [INT], INT, checkSize);

/** SQL of a count that is not too large; node tells whether it is known now. */
export const sizeSql = (sql, { literal, value }) => (literal && value <= MOST ? sql : checked(sql));
