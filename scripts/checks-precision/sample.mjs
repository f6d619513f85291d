import { gitLines } from './git.mjs';

/** Parts of a sample by kind of change. */
const shares = { commit: 0.6, side: 0.15, merge: 0.1, range: 0.15 };

/**
 * Draws changes of a clone, the same for the same seed: `{ kind, base, head }`, no two with the same ends. Where a kind has
 * too few, commits of the main line take its place.
 */
export function sampleChanges(directory, count, seed) {
  const random = createRandom(seed);
  const line = gitLines(directory, 'rev-list', '--first-parent', '--parents', 'HEAD').map((text) =>
    text.split(' '),
  );
  const commits = line.filter(([, , second]) => !second).filter(([, first]) => first);
  const merges = line.filter(([, , second]) => second);
  const seen = new Set();
  const drawn = [];
  const take = (kind, wanted, draw) => {
    let taken = 0;
    for (let tries = 0; taken < wanted && tries < wanted * 5; tries++) {
      const ends = draw();
      const key = ends && `${ends.base} ${ends.head}`;
      if (!ends?.base || seen.has(key)) continue;
      seen.add(key);
      drawn.push({ kind, ...ends });
      taken++;
    }
    return wanted - taken;
  };
  const pick = (list) => list[Math.floor(random() * list.length)];
  const sideOf = (merge) =>
    gitLines(directory, 'rev-list', '--no-merges', '--parents', `${merge[1]}..${merge[2]}`);

  let rest = take('side', Math.round(count * shares.side), () => {
    const merge = pick(merges);
    const side = merge && pick(sideOf(merge));
    if (!side) return null;
    const [head, base] = side.split(' ');
    return { base, head };
  });
  rest += take('merge', Math.round(count * shares.merge), () => {
    const merge = pick(merges);
    if (!merge) return null;
    const [base] = gitLines(directory, 'merge-base', merge[1], merge[2]);
    return { base, head: merge[2] };
  });
  rest += take('range', Math.round(count * shares.range), () => {
    const start = Math.floor(random() * line.length);
    const end = start + 5 + Math.floor(random() * 16);
    return line[end] ? { base: line[end][0], head: line[start][0] } : null;
  });
  take('commit', Math.round(count * shares.commit) + rest, () => {
    const [head, base] = pick(commits) ?? [];
    return { base, head };
  });
  return drawn;
}

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
