import type { LooseFinding } from '../complete-finding.ts';
import { countsIn } from '../json/counts.ts';
import { readJson } from '../json/json.ts';
import type { JsonReading } from '../json/read-json-review.ts';
import type { MarkdownReading } from '../markdown/read-markdown.ts';
import { restates } from '../restates.ts';
import { sayAgain } from '../unite-findings.ts';
import { readRecordsInCode } from './read-records.ts';

/** More findings than this have no further ones looked for beside them. */
const mostCompared = 200;

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
  for (const finding of [...(json?.alone ?? []), ...readRecordsInCode(text)]) {
    if (finding.path === null || finding.startLine === null) continue;
    if (told.some((other) => restates(finding, other) || sayAgain(finding, other))) continue;
    told.push(finding);
    added.push(finding);
  }
  if (added.length === 0) return { ...markdown, lines };
  return {
    ...markdown,
    lines,
    review: { ...markdown.review, findings: told },
    notes: [
      ...markdown.notes,
      `${added.length} found in data beside the text: ${added.map(({ title }) => JSON.stringify(title)).join(', ')}`,
    ],
  };
}
