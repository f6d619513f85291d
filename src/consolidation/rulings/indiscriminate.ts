/** Part of its findings that the worst agent of 209 real reports had called false. */
const falseShare = 0.2;
/** Below this chance an adjudicator that refutes so many of what it was asked does not look at each. */
const leastChance = 1 / 1000;

/**
 * Whether an adjudicator refutes more of what it was asked than could be false: then a refutation of its tells nothing. Five of five do, and
 * seven of eight; it does not matter who had raised them.
 * @param spared how many of what it was asked it called anything but refuted.
 * @param refuted how many it called refuted. Of the rest, about which it was silent, one counts with them: that a ruling turned to garbage
 * must not make the others believed.
 */
export function isIndiscriminate(asked: number, spared: number, refuted: number): boolean {
  const counted = refuted + Math.min(1, Math.max(0, asked - spared - refuted));
  return refuted > 0 && chanceOfAtLeast(counted, counted + spared) < leastChance;
}

/** The chance that so many of so many findings are false, each with {@link falseShare}: the tail of the binomial distribution. */
function chanceOfAtLeast(count: number, of: number): number {
  let term = (1 - falseShare) ** of;
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= ((of - k) / (k + 1)) * (falseShare / (1 - falseShare));
  }
  return 1 - below;
}
