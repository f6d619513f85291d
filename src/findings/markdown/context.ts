import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../model/answers/review-schema.ts';
import { readPlace } from '../place.ts';
import { beginsWithPastChange } from '../words/past-change.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysDone } from '../words/says-settled.ts';
import type { Topic } from '../words/section-titles.ts';
import { approvalMarks } from '../words/severity-words.ts';
import { isSection, type Section } from './document/section.ts';
import { readHead } from './heads/finding-head.ts';
import { takeLeads } from './heads/title.ts';

/**
 * What is to be expected where: `findings` and nothing else; findings among other things (`mixed`); anything (`open`), of which only
 * what names its severity counts; what repeats findings (`advice`), which counts where nothing else does; what is to be done (`tasks`), which counts where it has a
 * severity or a line and tells of something else; nothing (`none`).
 */
export type Expectation = 'findings' | 'mixed' | 'open' | 'advice' | 'tasks' | 'none';

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
  /** A heading around says that what follows was said before: a recap, a conclusion, what is to be done. */
  readonly isAgain: boolean;
  /** A title names weaknesses: where nothing else is found, its plain items are findings. */
  readonly isWeakness: boolean;
  /** The review has a part about design, whose concerns are no findings. */
  readonly isOwnForm: boolean;
  /** Some box among findings is not ticked, so that a ticked one says that its finding is dealt with. */
  readonly hasOpenBoxes: boolean;
  /** No box is open and nothing says that something is dealt with, so that a ticked box may mark what was found. */
  readonly ticksMayMarkFindings: boolean;
}

const tellsAgain: ReadonlySet<Topic> = new Set(['recap', 'worklist', 'recommendations', 'summary', 'closed']);

/** What a section's heading changes in what is expected. */
export function contextOf(section: Section, outer: Context): Context {
  const { topic, title, isFold, depth } = section;
  if (topic === null) return isFold && pathOf(title) !== null ? { ...outer, path: pathOf(title) } : outer;
  const around = {
    ...outer,
    isAgain:
      outer.isAgain ||
      (tellsAgain.has(topic.topic) && (topic.isSure || !/^(?:summary|closed)$/.test(topic.topic))),
  };
  const isSettled =
    around.isSettled || (/\p{L}/u.test(title) && saysAllSettled(title)) || reportsFixes(section);
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
      return {
        ...around,
        expects: around.expects === 'none' ? 'none' : 'mixed',
        isWeakness: true,
        isSettled,
      };
    case 'recommendations':
      return {
        ...around,
        expects: around.expects === 'none' ? 'none' : 'advice',
        severity: 'suggestion',
        isSettled,
      };
    case 'recap':
      return { ...around, expects: around.expects === 'none' ? 'none' : 'advice', severity: null, isSettled };
    case 'worklist':
      return { ...around, expects: around.expects === 'none' ? 'none' : 'tasks', severity: null, isSettled };
    case 'observations':
      if (around.expects === 'none') return { ...around, isSettled };
      return { ...around, expects: 'mixed', severity: 'suggestion', isGuess: true, isSettled };
    case 'aside':
      return { ...around, expects: around.expects === 'none' ? 'none' : 'open', severity: null, isSettled };
    case 'other':
      return { ...around, expects: 'open', severity: null, isSettled };
    case 'closed':
      // `2. Privacy ✅ sound` may list what is not: what has a level of its own.
      if (!topic.isSure && !isSettled && around.expects === 'open' && approvalMarks.test(title))
        return { ...around, severity: null };
      return { ...around, expects: 'none', isSettled };
    default:
      return { ...around, expects: 'none', isSettled };
  }
}

/**
 * What a heading that stands above findings says about all of them: their file, or their severity. A word that is said of other things
 * too (`Info`, `Notes`) lends its level to what is a finding by itself.
 */
export function insideGroup({ heading, title }: Section, around: Context): Context {
  const severity = heading === null ? null : (readHead(heading)?.severity ?? takeLeads(title, true).severity);
  const path = pathOf(title) ?? around.path;
  if (around.expects === 'none' || around.severity !== null) return { ...around, path };
  const weak = readSeverityPhrase(title);
  if (severity === null) return { ...around, path, severity: weak.isPure ? weak.severity : null };
  return {
    ...around,
    path,
    severity,
    expects: around.expects === 'open' || around.expects === 'tasks' ? 'findings' : around.expects,
  };
}

/** `Bugs Found (15 total — all fixed)` */
const saysAllSettled = (title: string): boolean => {
  const { isSettled, isNone } = readSeverityPhrase(title);
  return isSettled && !isNone && !/\b(?:to be|not|un|should be|must be|needs? to be)\b/i.test(title);
};

/** Whether most of what stands below `Critical fixes` says what was done: `Added a lock`, `fixed in 0a1b2c3`. */
function reportsFixes({ title, parts }: Section): boolean {
  if (!/\b(?:fixes|changes)\b/i.test(title)) return false;
  const points = parts.flatMap((part) =>
    isSection(part)
      ? [part.title]
      : part.node.type === 'list'
        ? part.node.children.map((item) => textOf(item).slice(0, 300))
        : [],
  );
  const done = points.filter(
    (words) => beginsWithPastChange(words) || words.includes('✅') || saysDone(words),
  );
  return done.length * 2 > points.length;
}

/** A heading that is nothing but a path. */
export function pathOf(title: string): string | null {
  const bare = title
    .replace(
      /\s*\((?:\d+|[\d,]+ (?:lines?|LOC)\b[^()]*|new|modified|added|deleted|updated|changed)\)\s*$/i,
      '',
    )
    .replace(/^\d{1,3}[.)]\s+/, '')
    .replace(/^[`*]+|[`*:]+$/g, '')
    .replace(/^(?:file|datei|fichier|archivo|文件|ファイル|파일)\s*[:：]\s*/i, '');
  return readPlace(bare)[0]?.path ?? null;
}
