import type { LooseFinding } from '../complete-finding.ts';
import { countsIn } from '../json/counts.ts';
import type { JsonReading } from '../json/read-json-review.ts';
import { readJson } from '../json/text/json.ts';
import type { MarkdownReading } from '../markdown/read-markdown.ts';
import { restates } from '../restates.ts';
import { sayAgain, worse } from '../unite-findings.ts';
import { readRecordsInCode } from './read-records.ts';

/** More findings than this have no further ones looked for beside them. */
const mostCompared = 200;
/** Beyond this many comparisons whatever is left counts as told for the first time. */
const mostComparisons = 40_000;

/**
 * Adds to a Markdown review with findings what stands beside it as data: objects and records in code that name a level, a file, a line
 * and what is wrong, which quoted code does not; and what its objects count.
 */
export function withDataBeside(
  markdown: MarkdownReading,
  json: JsonReading | null,
  text: string,
): MarkdownReading {
  const { findings } = markdown.review;
  const counts = readJson(text, ({ value, state }) => (state === 'cut' ? null : countsIn(value))).flat();
  const lines = [...markdown.lines, ...counts];
  if (findings.length === 0 || findings.length > mostCompared) return { ...markdown, lines };
  const told = [...findings];
  const added: LooseFinding[] = [];
  const graver: string[] = [];
  let left = mostComparisons;
  for (const finding of [...(json?.alone ?? []), ...readRecordsInCode(text)]) {
    if (finding.path === null || finding.startLine === null) continue;
    const index = told.findIndex(
      (other) => left-- > 0 && (restates(finding, other) || sayAgain(finding, other)),
    );
    const other = told[index];
    if (other === undefined) {
      told.push(finding);
      added.push(finding);
    } else if (worse(other, finding) !== other.severity) {
      told[index] = { ...other, severity: finding.severity };
      graver.push(`${JSON.stringify(other.title)} is ${finding.severity} in data beside the text`);
    }
  }
  const found = `${added.length} found in data beside the text: ${added.map(({ title }) => JSON.stringify(title)).join(', ')}`;
  return {
    ...markdown,
    lines,
    review: { ...markdown.review, findings: told },
    notes: [...markdown.notes, ...(added.length > 0 ? [found] : []), ...graver],
  };
}
