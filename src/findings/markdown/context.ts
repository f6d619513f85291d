import type { Severity } from '../../model/answers/review-schema.ts';
import { readPlace } from '../place.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import type { Section } from './document/outline.ts';

/**
 * What is to be expected where: `findings` and nothing else; findings among other things (`mixed`); anything (`open`), of which only
 * what names its severity counts; what repeats findings (`advice`), which counts where nothing else does; nothing (`none`).
 */
export type Expectation = 'findings' | 'mixed' | 'open' | 'advice' | 'none';

/** What the headings around a block say about it. */
export interface Context {
  readonly expects: Expectation;
  readonly severity: Severity | null;
  /** The severity is that of a mark or of a word among others, which a finding's own outranks. */
  readonly isGuess: boolean;
  /** The file that a heading names. */
  readonly path: string | null;
  /** A heading says that what follows is dealt with. */
  readonly isSettled: boolean;
  /** The review has a part about design, whose concerns are no findings. */
  readonly isOwnForm: boolean;
}

/** What a section's heading changes in what is expected. */
export function contextOf({ topic, title, isFold, depth }: Section, around: Context): Context {
  if (topic === null) return isFold && pathOf(title) !== null ? { ...around, path: pathOf(title) } : around;
  const isSettled = around.isSettled || (/\p{L}/u.test(title) && saysAllSettled(title));
  if (around.expects === 'none' && !topic.isSure) return { ...around, isSettled };
  switch (topic.topic) {
    case 'critical':
    case 'important':
      return { ...around, expects: 'findings', severity: topic.topic, isGuess: !topic.isSure, isSettled };
    case 'suggestion':
      // A line in a conclusion that says what could still be better says it once more.
      if (around.expects === 'none' && depth > 6)
        return { ...around, expects: 'advice', severity: 'suggestion', isSettled };
      return { ...around, expects: 'findings', severity: topic.topic, isGuess: !topic.isSure, isSettled };
    case 'findings':
      return { ...around, expects: 'findings', isSettled };
    case 'concerns':
      if (around.isOwnForm) return { ...around, expects: 'none', isSettled };
      return { ...around, expects: 'mixed', isSettled };
    case 'suspected':
      return { ...around, expects: around.expects === 'none' ? 'none' : 'mixed', isSettled };
    case 'recommendations':
      return {
        ...around,
        expects: around.expects === 'none' ? 'none' : 'advice',
        severity: 'suggestion',
        isSettled,
      };
    case 'recap':
      return { ...around, expects: around.expects === 'none' ? 'none' : 'advice', severity: null, isSettled };
    case 'other':
      return { ...around, expects: 'open', severity: null, isSettled };
    default:
      return { ...around, expects: 'none', isSettled };
  }
}

/** `Bugs Found (15 total — all fixed)` */
const saysAllSettled = (title: string): boolean => {
  const { isSettled, isNone } = readSeverityPhrase(title);
  return isSettled && !isNone && !/\b(?:to be|not|un|should be|must be|needs? to be)\b/i.test(title);
};

/** A heading that is nothing but a path. */
export function pathOf(title: string): string | null {
  const bare = title
    .replace(/\s*\(\d+\)\s*$/, '')
    .replace(/^[`*]+|[`*:]+$/g, '')
    .replace(/^(?:file|datei|fichier|archivo|文件|ファイル|파일)\s*[:：]\s*/i, '');
  return readPlace(bare)[0]?.path ?? null;
}
