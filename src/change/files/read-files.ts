import type { Configuration } from '../../config/configuration.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Ports } from '../../model/ports.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import { readDiff } from '../diff/read-diff.ts';
import type { PathHistory } from '../ends/history.ts';
import type { Revisions } from '../ends/revisions.ts';
import { readBaseFacts } from './base/base-facts.ts';
import { markSelfDeclared } from './base/precedent.ts';
import { EarlyJudge } from './early-judge.ts';
import { isTest, kindOfFile } from './file-kind.ts';
import { revealText } from './hidden-text.ts';
import { createJudge, sortByRisk } from './judge-files.ts';

/** The files of a change, most risky first, and what could not be read exactly. */
export interface ReadFiles {
  readonly files: readonly ChangedFile[];
  readonly notes: readonly string[];
}

/**
 * Reads the files between two revisions: parsed, classed, and ranked by risk.
 * @param readHistory begins to read the history, which the ranking then waits for.
 */
export async function readFiles(
  revisions: Revisions,
  configuration: Configuration,
  ports: Ports,
  readHistory: () => Promise<ReadonlyMap<string, PathHistory>>,
): Promise<ReadFiles> {
  const { git, mergeBase, head, entries } = revisions;
  const early = new EarlyJudge(configuration);
  let asked: ReturnType<typeof readFacts> | undefined;
  const askFacts = () => {
    asked ??= readFacts(revisions, ports, readHistory);
    return asked;
  };
  const reading = readDiff(git, [mergeBase, head], entries, {
    take: (files) => early.take(files),
    findBinaries: async () => (await askFacts()).unchangedBinaries,
  });
  const [diff, { folders, ...facts }] = await Promise.all([
    reading.then(async (diff) => ({ ...diff, ...(await revealText(git, [mergeBase, head], diff.files)) })),
    askFacts().then((known) => {
      early.begin(known);
      return known;
    }),
  ]);
  const judged = sortByRisk(early.end(diff.files, { ...facts, wasText: diff.wasText }));
  return {
    files: await markSelfDeclared(git, mergeBase, judged, folders),
    notes: [...notesOn(diff.files, diff.isRenameSearchCut)],
  };
}

async function readFacts(
  revisions: Revisions,
  ports: Ports,
  readHistory: () => Promise<ReadonlyMap<string, PathHistory>>,
) {
  const [base, history] = await Promise.all([
    readBaseFacts(revisions, ports.temporaryDirectory),
    readHistory(),
  ]);
  return { ...base, history, touchesTests: revisions.entries.some(({ path }) => isTest(path)) };
}

/**
 * Judges files of which nothing is known but their diff. What they were before cannot be asked: one that is named like text, and is
 * binary now, counts as text before.
 */
export function judgeListed(files: readonly ParsedFile[], configuration: Configuration): ChangedFile[] {
  const touchesTests = files.some((file) => isTest(file.path));
  const paths = files.map((file) => file.oldPath ?? file.path);
  const wasText = new Set(paths.filter((path) => kindOfFile(path) !== 'other'));
  const judge = createJudge(
    { attributes: new Map(), marked: new Set(), wasText, history: new Map(), touchesTests },
    configuration,
  );
  return sortByRisk(files.map(judge));
}

function* notesOn(files: readonly ParsedFile[], isRenameSearchCut: boolean): Generator<string> {
  const lossy = files.filter((file) => file.isLossy).map((file) => file.path);
  if (lossy.length > 0) {
    const more = lossy.length > 5 ? ` and ${lossy.length - 5} more` : '';
    yield `Not all of the text is UTF-8; other bytes are shown as �: ${lossy.slice(0, 5).join(', ')}${more}.`;
  }
  if (isRenameSearchCut) {
    yield 'The change has too many files to look for all renames: some renamed files are shown as deleted and added.';
  }
}
