import type { Configuration } from '../../config/configuration.ts';
import type { ChangedFile, Side } from '../../model/change/change.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import type { PathHistory } from '../ends/history.ts';
import type { PathAttributes } from './base/attributes.ts';
import { isMarkedGenerated } from './base/generated-markers.ts';
import { type Classification, type Classify, createClassifier, type FileEnd } from './classify.ts';
import { isMinified } from './minified.ts';
import { createRiskRanker } from './risk.ts';

/** What is known of the files beside the diff itself; paths are those at either end. */
export interface FileFacts {
  readonly attributes: ReadonlyMap<string, PathAttributes>;
  /** Paths that say at the merge base that they are generated. */
  readonly marked: ReadonlySet<string>;
  /** Paths of text at the merge base that the diff calls binary. */
  readonly wasText: ReadonlySet<string>;
  readonly history: ReadonlyMap<string, PathHistory>;
  /** Whether any test is touched. */
  readonly touchesTests: boolean;
}

/** Gives a file its class and its risk. */
export type Judge = (file: ParsedFile) => ChangedFile;

/** A judge of files under a configuration. */
export function createJudge(facts: FileFacts, configuration: Configuration): Judge {
  const classify = createClassifier(configuration);
  const rank = createRiskRanker({ ...facts, sensitive: configuration.sensitive });
  return (file) => {
    const { class: fileClass, classReason } = classOf(file, facts, classify);
    // Written out: to spread the parts into one takes longer than to judge them.
    const judged = {
      path: file.path,
      oldPath: file.oldPath,
      status: file.status,
      similarity: file.similarity,
      oldMode: file.oldMode,
      newMode: file.newMode,
      oldOid: file.oldOid,
      newOid: file.newOid,
      binary: file.binary,
      additions: file.additions,
      deletions: file.deletions,
      hunks: file.hunks,
      class: fileClass,
      classReason,
      risk: 0,
      riskReasons: [] as readonly string[],
    };
    const { risk, riskReasons } = rank(judged);
    judged.risk = risk;
    judged.riskReasons = riskReasons;
    return judged;
  };
}

/** Puts the most risky files first. */
export const sortByRisk = (files: readonly ChangedFile[]): ChangedFile[] =>
  files.toSorted((a, b) => b.risk - a.risk || comparePaths(a.path, b.path));

/**
 * The class of a file. What people were to read at the merge base they are to read at the head, wherever it was moved and whatever was
 * put into it: a pull request cannot make a file disappear from review. What is new is what it is at the head.
 */
function classOf(file: ParsedFile, facts: FileFacts, classify: Classify): Classification {
  const after = classify(endOf(file, 'new', facts));
  if (file.status === 'added' || file.status === 'copied') return after;
  const before = classify(endOf(file, 'old', facts));
  if (file.status === 'deleted') return before;
  if (before.class !== 'reviewed' || after.class === 'reviewed') return after;
  return { class: 'reviewed', classReason: `was to be read before this change (now ${after.classReason})` };
}

function endOf(file: ParsedFile, side: Side, { attributes, marked, wasText }: FileFacts): FileEnd {
  const old = { path: file.oldPath ?? file.path, mode: file.oldMode };
  const { path, mode } = side === 'old' ? old : { path: file.path, mode: file.newMode };
  return {
    path,
    mode,
    attributes: attributes.get(path),
    isBinary: file.binary && (side === 'new' || !wasText.has(path)),
    isMarked: side === 'old' ? marked.has(path) : isMarkedGenerated(file, marked),
    isMinified: isMinified({ path, hunks: file.hunks }, side),
  };
}

/** Code units, not locales: the same order everywhere. */
const comparePaths = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
