/** How the places of two findings lie to each other; `unplaced`: at least one has none. */
export type Relation = 'overlapping' | 'sameFile' | 'otherFile' | 'unplaced';

/** What speaks for two findings being one; see `featuresOf`. */
export type Feature =
  | 'bias'
  | 'words'
  | 'title'
  | 'claim'
  | 'claimOverlap'
  | 'pairs'
  | 'names'
  | 'titleNames'
  | 'code'
  | 'rarest'
  | 'relative'
  | 'near';

/**
 * Weights of a logistic model, fitted on pairs of findings that people or judges called the same or different (three public
 * sources, each with the same say). Words about one place are evidence of another strength than words about two, hence a
 * column for each relation.
 */
const weights: Readonly<Record<Feature, Readonly<Record<Relation, number>>>> = {
  bias: { overlapping: -7.31, sameFile: -6.48, otherFile: -7.07, unplaced: -4.88 },
  words: { overlapping: -7.11, sameFile: -12.62, otherFile: 2.84, unplaced: 3.01 },
  title: everywhere(6.63),
  claim: { overlapping: 15.74, sameFile: 5.01, otherFile: -4.08, unplaced: 5.34 },
  claimOverlap: everywhere(2.69),
  pairs: { overlapping: 26.39, sameFile: 12.55, otherFile: -1.76, unplaced: 18.03 },
  names: { overlapping: 1.89, sameFile: 1.84, otherFile: 1.09, unplaced: 0.2 },
  titleNames: { overlapping: 0.94, sameFile: 3.67, otherFile: -0.89, unplaced: 1.87 },
  code: { overlapping: 3.17, sameFile: 3.34, otherFile: 4.91, unplaced: -0.31 },
  rarest: { overlapping: 2.95, sameFile: 5.21, otherFile: 2.02, unplaced: -0.07 },
  relative: everywhere(2.28),
  near: everywhere(-0.73),
};

/** Log-odds that one unit of a feature adds. */
export const weightOf = (feature: Feature, relation: Relation): number => weights[feature][relation];

function everywhere(weight: number): Record<Relation, number> {
  return { overlapping: weight, sameFile: weight, otherFile: weight, unplaced: weight };
}
