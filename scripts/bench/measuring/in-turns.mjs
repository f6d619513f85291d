// Several rounds of the same figures, of each build in turn.

/**
 * Measures one round at least, and no more than would end in time.
 * @param measure yields the figures of one build: { name, value, … }.
 * @param builds `own`, and `old` where there is one: their directories.
 * @returns the figures of our own build, each with `value`, the median of its rounds, and `old`, that of the other one; null where there is none.
 */
export async function measureInTurns(measure, builds, { rounds, limitMs, now = () => performance.now() }) {
  const rows = new Map();
  const startedAt = now();
  let longestMs = 0;
  let count = 0;
  do {
    const begunAt = now();
    for (const [which, build] of Object.entries(builds)) {
      for await (const { value, ...row } of measure(build)) {
        const known = rows.get(row.name) ?? { ...row, values: { own: [], old: [] } };
        rows.set(row.name, known);
        if (value !== null) known.values[which].push(value);
      }
    }
    count++;
    longestMs = Math.max(longestMs, now() - begunAt);
  } while (count < rounds && now() - startedAt + longestMs <= limitMs);
  const medians = [...rows.values()].map(({ values, ...row }) => ({
    ...row,
    value: median(values.own),
    old: median(values.old),
  }));
  return { rows: medians, rounds: count };
}

/** In words: `3 rounds`, `3 to 5 rounds`. */
export function countRounds(counts) {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `${least === most ? most : `${least} to ${most}`} round${most === 1 ? '' : 's'}`;
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
