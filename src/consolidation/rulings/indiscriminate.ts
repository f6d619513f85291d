/** Part of its findings that the worst agent of 209 real reports had called false. */
const falseShare = 0.2;
/** Below this chance an adjudicator that refutes so many of what it was asked does not look at each. */
const leastChance = 1 / 1000;

/**
 * Whether an adjudicator refutes more of what it was asked than could be false: then a refutation of its tells nothing. Five of five do, and
 * seven of eight; it does not matter who had raised them.
 * @param spared how many of what it was asked it called anything but refuted; what it was silent about it has not spared.
 */
export const isIndiscriminate = (asked: number, spared: number): boolean =>
  chanceOfAtLeast(asked - spared, asked) < leastChance;

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
