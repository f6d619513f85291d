import type { Review } from '../../model/answers/review-schema.ts';
import type { Change, ChangedFile } from '../../model/change/change.ts';
import { isDocument, isTest, languageOf } from '../view/paths.ts';

/** Code files named in the list of untested changes, most changed first. */
const listed = 5;

/** Whether code changed without any test: an assessment, never a finding, since code may be covered already. */
export function assessTests(change: Change): Review['testing'] {
  const reviewed = change.files.filter((file) => file.class === 'reviewed' && file.status !== 'deleted');
  const tests = reviewed.filter((file) => isTest(file.path));
  const code = reviewed.filter((file) => isCode(file) && hasChanged(file));
  if (code.length === 0) return { assessment: '', untested: [] };
  const tested = `${plural(code.length, 'code file')} and ${plural(tests.length, 'test file')} changed.`;
  if (tests.length > 0) return { assessment: tested, untested: [] };
  const largest = code.toSorted((a, b) => b.additions - a.additions).slice(0, listed);
  return {
    assessment: `${plural(code.length, 'code file')} changed and no test did.`,
    untested: largest.map((file) => ({
      risk: 'low',
      scenario: `What ${file.path} adds (${plural(file.additions, 'line')}); no test changed with it.`,
    })),
  };
}

const markup = new Set(['html', 'xml', 'css', 'less', 'scss', 'sql']);
const isCode = (file: ChangedFile): boolean => {
  const language = languageOf(file.path);
  return language !== null && !markup.has(language) && !isTest(file.path) && !isDocument(file.path);
};

/** A renamed file with no added line needs no new test. */
const hasChanged = (file: ChangedFile): boolean => file.additions > 0;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
