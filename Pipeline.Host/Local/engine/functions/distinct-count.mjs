// approx_count_distinct: HyperLogLog++ over Spark's hash, as far as counting the empty registers is what decides.

import { Refusal } from '../errors.mjs';

const registersFor = (deviation) => Math.ceil(2 * Math.log(1.106 / deviation) / Math.log(2));

function leadingZeros(x) {
  return 64 - (x === 0n ? 0 : x.toString(2).length);
}

/** The estimate of how many different values there are, from a hash of each. */
export function approximateCount(hashes, deviation) {
  const p = registersFor(deviation);
  const m = 2 ** p;
  const registers = new Uint8Array(m);
  for (const hash of hashes) {
    const x = BigInt.asUintN(64, hash);
    const i = Number(x >> BigInt(64 - p));
    const zeros = leadingZeros(BigInt.asUintN(64, x << BigInt(p)) | (1n << BigInt(p - 1))) + 1;
    if (zeros > registers[i]) registers[i] = zeros;
  }
  let [inverse, empty] = [0, 0];
  for (const r of registers) { inverse += 2 ** -r; if (r === 0) empty++; }
  const estimate = (0.7213 / (1 + 1.079 / m)) * m * m / inverse;
  if (empty === 0 || estimate > 2.5 * m) throw new Refusal(`approx_count_distinct over more than some ${Math.round(2.5 * m)} different values`);
  return BigInt(Math.round(m * Math.log(m / empty)));
}
