import { briefFolder } from '../../model/brief.ts';
import { concealAtSigns } from '../at-signs.ts';
import { fenceUntrusted } from '../fence.ts';

/** What a brief says of one subject: whole lines, as many as fit; `… +12: FILE` below them says how many are missing and where all are. */
export interface Section {
  /** Empty when there is nothing to say. */
  readonly text: string;
  /** The file that has all of it, when the text has not. */
  readonly files: Readonly<Record<string, string>>;
}

/** Most bytes of each section; all of them together leave room for the template and a patch within a brief. */
const limits = { guidance: 100_000, text: 60_000, issues: 20_000, feedback: 30_000, fileList: 30_000 };

/** A section of the maintainers' own words. */
export const makeGuidance = (lines: readonly string[], file: string): Section =>
  makeSection(lines, limits.guidance, file, (text) => text);

/** A section that others wrote, fenced; `label` says what it is. */
export const makeText = (label: string, lines: readonly string[], file: string): Section =>
  makeSection(lines, limits.text, file, (text) => fenceUntrusted(label, text));

/** What others ask for in issues, fenced. */
export const makeIssues = (lines: readonly string[]): Section =>
  makeSection(lines, limits.issues, 'issues.md', (text) => fenceUntrusted('issues', text));

/** What people said in review, fenced. */
export const makeFeedback = (lines: readonly string[]): Section =>
  makeSection(lines, limits.feedback, 'feedback.jsonl', (text) => fenceUntrusted('feedback', text));

/** A section that lists files, fenced since their names are others'; the manifest has them all in any case. */
export const makeFileList = (lines: readonly string[]): Section => ({
  ...makeSection(lines, limits.fileList, 'manifest.json', (text) => fenceUntrusted('files', text)),
  files: {},
});

function makeSection(
  lines: readonly string[],
  limit: number,
  file: string,
  wrap: (text: string) => string,
): Section {
  if (lines.length === 0) return { text: '', files: {} };
  const count = countFitting(lines, limit);
  const text = wrap(lines.slice(0, count).join('\n'));
  if (count === lines.length) return { text, files: {} };
  return {
    text: `${text}\n… +${lines.length - count}: ${briefFolder}/${file}`,
    files: { [file]: `${lines.join('\n')}\n` },
  };
}

/** Bytes count as they are in the rendered brief. */
function countFitting(lines: readonly string[], limit: number): number {
  let room = limit;
  const first = lines.findIndex((line) => {
    room -= Buffer.byteLength(concealAtSigns(line)) + 1;
    return room < 0;
  });
  return first < 0 ? lines.length : first;
}
