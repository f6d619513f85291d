// Several rounds of the same figures, of each build in turn.

/** A figure is noisy where the middle half of what was measured spreads over more than this part of its median. */
const mostSpread = 0.1;
/** Rounds beyond the others that noisy figures get. */
const mostRepeats = 3;

/**
 * Measures one round at least, and no more than would end in time; figures with a target once more, and up to three times, while they are
 * noisy.
 * @param measure yields the figures of one build: { name, value, … }; of those whose names it is given alone where it can tell them.
 * @param builds `own`, and `old` where there is one: their directories.
 * @returns the figures of our own build, each with `value`, the median of its rounds, `old`, that of the other one, or null where there
 * is none, and `repeats`, how many more rounds it got.
 */
export async function measureInTurns(measure, builds, { rounds, limitMs, now = () => performance.now() }) {
  const rows = new Map();
  const startedAt = now();
  let longestMs = 0;
  const measureOnce = async (names = null) => {
    const begunAt = now();
    for (const [which, build] of Object.entries(builds)) {
      for await (const { value, ...row } of measure(build, names)) {
        if (names !== null && !names.includes(row.name)) continue;
        const known = rows.get(row.name) ?? { ...row, values: { own: [], old: [] }, repeats: 0 };
        rows.set(row.name, known);
        if (value !== null) known.values[which].push(value);
      }
    }
    longestMs = Math.max(longestMs, now() - begunAt);
  };
  const hasTime = () => now() - startedAt + longestMs <= limitMs;

  let count = 0;
  do {
    await measureOnce();
    count++;
  } while (count < rounds && hasTime());
  for (let repeat = 0; repeat < mostRepeats && hasTime(); repeat++) {
    const noisy = [...rows.values()].filter(isNoisy);
    if (noisy.length === 0) break;
    for (const row of noisy) row.repeats++;
    await measureOnce(noisy.map(({ name }) => name));
  }
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

function isNoisy({ values, most, mostOfOld }) {
  const hasTarget = most !== undefined || mostOfOld !== undefined;
  return hasTarget && Object.values(values).some((list) => spreadOf(list) > mostSpread);
}

/** What lies between the quarters at both ends, as a part of the median; 0 for a single value. */
function spreadOf(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 4);
  return list.length < 2 ? 0 : (sorted.at(-1 - cut) - sorted[cut]) / median(list);
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
