import { stemmer } from 'stemmer';

/** Words that reviewers use for one thing; the first names the group. */
const groups = [
  'test untested coverage spec assertion',
  'missing lack absent omit without no never not',
  'null nil undefined none nullptr',
  'error exception fail failure throw panic crash',
  'remove delete drop erase unlink',
  'race concurrency concurrent toctou atomic parallel thread',
  'document documentation docstring readme comment jsdoc godoc',
  'stale outdated obsolete deprecated',
  'hang block deadlock stuck stall freeze indefinitely forever',
  'unused dead unreachable unneeded redundant unnecessary superfluous needless',
  'duplicate repeated copy duplication',
  'leak orphan dangling',
  'ignore swallow silent silently discard suppress mask',
  'valid validation check verify guard sanitize ensure',
  'performance slow inefficient overhead cost expensive',
  'wrong incorrect invalid broken break bug mismatch inconsistent',
  'type cast',
  'await async asynchronous promise',
  'rename name typo misspelled spelling',
  'overwrite override clobber replace',
  'cache memoize store',
  'permission privilege authentication authorization access',
  'inject injection xss escape unescaped quote',
  'limit bound cap overflow exceed',
  'hardcoded literal magic constant',
];

const groupByStem = new Map(
  groups.flatMap((group) => group.split(' ').map((word, _, all) => [stemmer(word), `~${all[0]}`] as const)),
);

/** The group of a stem, or the stem itself. */
export const groupOf = (stem: string): string => groupByStem.get(stem) ?? stem;
