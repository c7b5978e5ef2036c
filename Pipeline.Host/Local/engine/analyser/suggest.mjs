// The nearest of some names by edit distance, for error messages.

export function distance(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = row;
  }
  return previous[b.length];
}

/** Up to five of {text, shown}, the nearest to the name first. */
export function closest(name, candidates) {
  const wanted = name.toLowerCase();
  const unique = [...new Map(candidates.map((c) => [c.shown, c])).values()];
  return unique
    .map((c, i) => ({ ...c, i, far: distance(wanted, c.text.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || a.i - b.i)
    .slice(0, 5)
    .map((c) => c.shown);
}
