import type { Kind, Review } from '../../model/answers/review-schema.ts';

const kindWords: Record<Kind, readonly string[]> = {
  regression: ['regression', 'regressed', 'introduced', 'new'],
  gap: ['gap', 'missing', 'incomplete', 'omission'],
  'pre-existing': ['preexisting', 'existing', 'old', 'legacy', 'unrelated'],
};

type Scope = Review['design']['concerns'][number]['scope'];
const scopeWords: Record<Scope, readonly string[]> = {
  'in-scope': ['inscope', 'current', 'now'],
  future: ['future', 'outofscope', 'later', 'followup'],
};

type Risk = Review['testing']['untested'][number]['risk'];
const riskWords: Record<Risk, readonly string[]> = {
  high: ['high', 'highest', 'critical', 'major', 'p0', 'p1'],
  medium: ['medium', 'moderate', 'p2'],
  low: ['low', 'lowest', 'minor', 'p3'],
};

type CoverageStatus = Review['coverage'][number]['status'];
const coverageWords: Record<CoverageStatus, readonly string[]> = {
  read: ['read', 'reviewed', 'trivial', 'covered', 'clean', 'ok', 'yes', 'full', 'checked', 'noissues'],
  listed: ['listed', 'seen', 'partial', 'skimmed'],
  skipped: ['skipped', 'ignored', 'no', 'notreviewed', 'unread', 'generated', 'excluded'],
  failed: ['failed', 'error', 'unreadable'],
};

/** Letters and digits of a word, in lower case: `Pre-existing` and `preExisting` are one. */
export const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Makes a reader of single words: it gives the value whose list holds the word, with or without a plural s, or null. */
export function wordReader<T extends string>(
  words: Record<T, readonly string[]>,
): (word: string) => T | null {
  const values = new Map<string, T>();
  for (const [value, list] of Object.entries(words) as [T, readonly string[]][]) {
    for (const word of list) values.set(word, value);
  }
  return (word) => values.get(plain(word)) ?? values.get(plain(word).replace(/s$/, '')) ?? null;
}

/** The kind that a word stands for, or null. */
export const readKind = wordReader(kindWords);
/** The scope of a design concern that a word stands for, or null. */
export const readScope = wordReader(scopeWords);
/** The risk that a word stands for, or null. */
export const readRisk = wordReader(riskWords);
/** The coverage status that a word or short phrase stands for, or null. */
export const readCoverageStatus = wordReader(coverageWords);
