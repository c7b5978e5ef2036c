// Central moments and correlations, row by row in the order of Spark's own one-pass formulas, so that even the last digits agree.

import { Refusal } from '../errors.mjs';

/** Count, mean and the sums of powers of the deviations from it. */
function moments(values) {
  let [n, mean, m2, m3, m4] = [0, 0, 0, 0, 0];
  for (const x of values) {
    if (x === null) continue;
    n++;
    const delta = x - mean;
    const deltaN = delta / n;
    mean += deltaN;
    m2 += delta * (delta - deltaN);
    const [delta2, deltaN2] = [delta * delta, deltaN * deltaN];
    m3 = m3 - 3 * deltaN * m2 + delta * (delta2 - deltaN2);
    m4 = m4 - 4 * deltaN * m3 - 6 * deltaN2 * m2 + delta * (delta * delta2 - deltaN * deltaN2);
  }
  return { n, mean, m2, m3, m4 };
}

const known = (compute, least = 1) => (values) => {
  const m = moments(values);
  return m.n < least ? null : compute(m);
};

export const ofOne = {
  var_pop: known(({ n, m2 }) => m2 / n),
  var_samp: known(({ n, m2 }) => m2 / (n - 1), 2),
  stddev_pop: known(({ n, m2 }) => Math.sqrt(m2 / n)),
  stddev_samp: known(({ n, m2 }) => Math.sqrt(m2 / (n - 1)), 2),
  skewness: known(({ n, m2, m3 }) => (m2 === 0 ? null : Math.sqrt(n) * m3 / Math.sqrt(m2 * m2 * m2))),
  kurtosis: known(({ n, m2, m4 }) => (m2 === 0 ? null : n * m4 / (m2 * m2) - 3)),
};

function pairs(xs, ys) {
  let [n, xMean, yMean, ck, xm, ym, lone] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i], ys[i]];
    if (x === null || y === null) { if (x !== y) lone++; continue; }
    n++;
    const [dx, dy] = [x - xMean, y - yMean];
    xMean += dx / n;
    yMean += dy / n;
    ck += dx * (y - yMean);
    xm += dx * (x - xMean);
    ym += dy * (y - yMean);
  }
  return { n, xMean, yMean, ck, xm, ym, lone };
}

const both = (compute, least = 1) => (xs, ys) => {
  const p = pairs(xs, ys);
  return p.n < least ? null : compute(p);
};

const complete = (xs, ys) => [xs.filter((x, i) => x !== null && ys[i] !== null), ys.filter((y, i) => y !== null && xs[i] !== null)];

// The dependent variable comes first.
function line(ys, xs) {
  const p = pairs(xs, ys);
  if (p.lone > 0) throw new Refusal('a regression over pairs of which one is NULL');
  const { m2 } = moments(xs);
  // Spark merges the rows' means into those of no rows at all, which divides and multiplies them by their number.
  const merged = (mean) => (mean / p.n) * p.n;
  return p.n === 0 || m2 === 0 ? null : { slope: p.ck / m2, xMean: merged(p.xMean), yMean: merged(p.yMean) };
}

export const ofTwo = {
  covar_pop: both(({ n, ck }) => ck / n),
  covar_samp: both(({ n, ck }) => ck / (n - 1), 2),
  corr: both(({ ck, xm, ym }) => { const root = Math.sqrt(xm * ym); return root === 0 ? null : ck / root; }, 2),
  regr_r2: both(({ ck, xm, ym }) => {
    if (xm === 0 || ym === 0) throw new Refusal('regr_r2 of a constant');
    const r = ck / Math.sqrt(xm * ym);
    return r * r;
  }),
  regr_sxy: both(({ ck }) => ck),
  regr_sxx: (ys, xs) => known(({ m2 }) => m2)(complete(xs, ys)[0]),
  regr_syy: (ys, xs) => known(({ m2 }) => m2)(complete(ys, xs)[0]),
  regr_slope: (ys, xs) => line(ys, xs)?.slope ?? null,
  regr_intercept: (ys, xs) => { const l = line(ys, xs); return l && l.yMean - l.slope * l.xMean; },
};
