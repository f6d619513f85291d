import { severityOfTag } from '../markdown/heads/tags.ts';
import { openObject } from './lenient-object.ts';
import { spaced } from './names/spaced.ts';

const telling =
  /^(?:summary|verdict|notes?|conclusion|assessment|overall.*|.*summary|findings|issues|result)$/i;
/** What only an object that judges a change says. */
const judging = /^(?:verdict|decision|approved?|recommendation|.*(?:counts?|summary))$/i;

/** What an object says about its findings in words and numbers: `summary`, `critical: 2`. */
export function linesOf(value: unknown, depth = 4): string[] {
  if (openObject(value) === null || depth === 0) return [];
  return Object.entries(value as object).flatMap(([name, child]: [string, unknown]) => {
    if (typeof child === 'number')
      return severityOfTag(spaced(name)) === null ? [] : [`${spaced(name)}: ${child}`];
    if (typeof child === 'string') return telling.test(name) ? child.split('\n') : [];
    return linesOf(child, depth - 1);
  });
}

/** How many findings of each level an object counts that judges a change: `{"verdict": "…", "critical": 2}`; null where it does not. */
export function countsIn(value: unknown): string[] | null {
  if (openObject(value) === null || !Object.keys(value as object).some((name) => judging.test(name)))
    return null;
  const counts = linesOf(value).filter((line) => /: \d+$/.test(line));
  return counts.length === 0 ? null : counts;
}
