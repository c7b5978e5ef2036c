// reflect('java.lang.Thread', 'sleep', n): the one call of Java code that the engine knows. It waits without holding anything up.

import { resultOf } from '../output/result.mjs';
import { STRING } from '../types/types.mjs';

/** The waiting of a query that is this call alone, or undefined. */
export function sleepCall(query) {
  const { body } = query;
  if (body.k !== 'select' || body.items.length !== 1 || body.from || body.where || body.group || query.limit || query.order) return undefined;
  const { e, alias } = body.items[0];
  if (e.k !== 'call' || e.name.length !== 1 || !['reflect', 'java_method'].includes(e.name[0].toLowerCase()) || e.args.length !== 3) return undefined;
  const [cls, method, millis] = e.args.map((a) => (a.k === 'lit' ? a.value : undefined));
  if (cls !== 'java.lang.Thread' || method !== 'sleep' || typeof millis !== 'bigint' || e.args[2].type.bits !== 64 || millis < 0n || millis > 3600000n) return undefined;
  const name = alias ?? `${e.name[0].toLowerCase()}(java.lang.Thread, sleep, ${millis})`;
  return async (session) => {
    await session.wait(Number(millis));
    return resultOf([{ name, type: STRING, nullable: true }], [['null']]);
  };
}
