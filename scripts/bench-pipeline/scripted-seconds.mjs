/**
 * What scripted agents take, in seconds. A ruling: to begin with, and for each candidate (a verifier of eight costs a third of a review).
 * A prover writes a script, or finds that running code cannot show the claim; a script runs on several trees.
 */
export const seconds = {
  ruling: { base: 20, each: 20 },
  editor: 25,
  prover: 45,
  script: 10,
};
