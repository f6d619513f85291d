import { placeInDiff } from '../../change/diff/changed-ranges.ts';
import { filesWithLinesOf } from '../../change/places/change-index.ts';
import { findVerbatim, isDistinctive } from '../../change/places/quote.ts';
import type { Anchor } from '../../model/change/anchor.ts';
import type { Change } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { CitedCode, ReportFinding } from '../../model/report/report-schema.ts';
import {
  type CodePlace,
  fileAtHead,
  foundAround,
  type HeadFile,
  linesAround,
  placesElsewhere,
  placesIn,
  type Surroundings,
} from './code-places.ts';
import { findUnreadHeir } from './unread-heir.ts';

/** What became of the code that a finding of the last round points at. */
export interface Trace {
  /** `open`: it is as it was, wherever it stands now; `fixed`: it is gone; `unknown`: code cannot tell, so the finding counts on. */
  readonly state: 'open' | 'fixed' | 'unknown';
  /** Where it stands now; the file alone, or nothing, where no line does. */
  readonly anchor: Anchor;
  /** Such lines stand here, but amid others than they did: what was decided of them need not hold. */
  readonly mayBeOthers: boolean;
}

/** The two ends of the change. */
export interface Ends {
  readonly change: Change;
  readonly sources: Sources;
  /** Paths that the change had in the last round; absent where nobody knows. */
  readonly lastPaths?: ReadonlySet<string>;
}

/** Looks for the code of the last round's finding: at its place, elsewhere in its file, under its file's new name, in other files. */
export function traceFinding({ anchor, cited }: Pick<ReportFinding, 'anchor' | 'cited'>, ends: Ends): Trace {
  const { path, side } = anchor;
  if (path === null) return at('unknown', anchor);
  if (cited === null)
    return isFileGone(path, anchor, ends)
      ? traceUnread(path, lineless(path, anchor, ends), ends)
      : at('unknown', lineless(path, anchor, ends));
  if (cited.isWhole) return traceFile(path, anchor, cited, ends);
  return side === 'old' ? traceDeletion(path, anchor, cited, ends) : traceLines(path, anchor, cited, ends);
}

/**
 * Looks whether the code of a finding that was gone is back: verbatim, and amid what was around it where the code itself could stand
 * anywhere. Copies of it that stand elsewhere did not count when it went, and count no more now.
 */
export function traceGone(finding: ReportFinding, ends: Ends): Trace {
  const { anchor, cited } = finding;
  const known = cited && anchor.side === 'new' ? { ...cited, copies: Number.POSITIVE_INFINITY } : cited;
  const trace = traceFinding({ ...finding, cited: known }, ends);
  return isBack(trace, cited, ends) ? trace : { ...trace, state: 'fixed' };
}

function isBack({ state, anchor }: Trace, cited: CitedCode | null, { change, sources }: Ends): boolean {
  if (cited === null || state === 'fixed') return false;
  if (cited.isWhole && anchor.side === 'new') {
    const file = fileAtHead(anchor.path ?? '', change, sources);
    return file !== null && holdsMost(cited.lines, file);
  }
  return state === 'open' || (anchor.startLine !== null && isDistinctive(cited.lines.join('\n')));
}

const at = (state: Trace['state'], anchor: Anchor, mayBeOthers = false): Trace => ({
  state,
  anchor,
  mayBeOthers,
});

/** The file alone, as far as it is there. */
function lineless(path: string, { side }: Anchor, { change, sources }: Ends): Anchor {
  const file = fileAtHead(path, change, sources);
  return {
    path: file?.path ?? path,
    startLine: null,
    endLine: null,
    side,
    status: 'file',
    inDiff: file?.file ? 'changed' : 'outside',
  };
}

/** Whether the change deletes a file, or has no part of it any more where it had the lines meant. */
function isFileGone(path: string, { side, inDiff }: Anchor, { change }: Ends): boolean {
  if (side === 'old') return false;
  const file = change.files.find(
    (one) => one.path === path || (one.oldPath === path && one.status === 'renamed'),
  );
  return file === undefined ? inDiff !== 'outside' : file.status === 'deleted';
}

/** What nobody could read may have moved with its file to another one, and counts on there. */
function traceUnread(path: string, here: Anchor, ends: Ends): Trace {
  const heir = findUnreadHeir(path, ends);
  return heir === null ? at('fixed', here) : at('unknown', { ...here, path: heir.path, inDiff: 'changed' });
}

/** A finding about a whole file stands as long as the change has that file, or has it deleted, as it had then. */
function traceFile(path: string, anchor: Anchor, cited: CitedCode, ends: Ends): Trace {
  const { change, sources } = ends;
  const here = lineless(path, anchor, ends);
  const file = fileAtHead(path, change, sources);
  if (anchor.side === 'old') {
    const isDeleted = change.files.some(({ path: name, status }) => name === path && status === 'deleted');
    return at(isDeleted ? 'open' : 'fixed', here);
  }
  if (file !== null) return at(file.file !== null || anchor.inDiff === 'outside' ? 'open' : 'fixed', here);
  const samples = cited.lines;
  if (samples.length === 0) return traceUnread(path, here, ends);
  const heir = filesWithLinesOf(change, samples.join('\n')).find(
    (candidate) =>
      candidate.status !== 'deleted' &&
      holdsMost(samples, { path: candidate.path, file: candidate, text: null }),
  );
  return heir === undefined ? at('fixed', here) : at('open', { ...here, path: heir.path, inDiff: 'changed' });
}

const sampleOf = (line: string): CitedCode => ({
  before: [],
  lines: [line],
  after: [],
  isWhole: false,
  copies: 0,
});

/** Whether most of the telling lines are in a file, each by itself. */
function holdsMost(lines: readonly string[], file: HeadFile): boolean {
  const telling = lines.filter(isDistinctive);
  const held = telling.filter((line) => placesIn(file, sampleOf(line)).length > 0);
  return telling.length > 0 && held.length * 2 > telling.length;
}

/** Lines that the change took out: they are back, or still missing. */
function traceDeletion(path: string, anchor: Anchor, cited: CitedCode, { change, sources }: Ends): Trace {
  const here: Anchor = { ...anchor, startLine: null, endLine: null, status: 'file', inDiff: 'outside' };
  const file = change.files.find(
    (candidate) => (candidate.oldPath ?? candidate.path) === path && candidate.status !== 'copied',
  );
  if (file === undefined) return at('fixed', here);
  const now = placesIn({ path: file.path, file, text: sources.lines(file.path, 'new') }, cited);
  if (now.length + placesElsewhere(file.path, cited, change).length > cited.copies) return at('fixed', here);
  const text = sources.lines(path, 'old');
  if (text === null) return at('unknown', here);
  const deleted = findVerbatim(text, cited.lines.join('\n'))
    .filter(({ startLine, endLine }) => placeInDiff(file, 'old', [startLine, endLine]) === 'changed')
    .map((match) => ({ ...match, around: linesAround(text, match, cited) }));
  const [best] = deleted.sort((a, b) => foundAround(b.around) - foundAround(a.around));
  if (best === undefined) return at('fixed', here);
  const { startLine, endLine } = best;
  return at('open', { path, startLine, endLine, side: 'old', status: 'exact', inDiff: 'changed' });
}

/** Lines that stand at the head. */
function traceLines(path: string, anchor: Anchor, cited: CitedCode, ends: Ends): Trace {
  const { change, sources } = ends;
  const startLine = anchor.startLine ?? 1;
  const file = fileAtHead(path, change, sources);
  const missing = lineless(path, anchor, ends);
  const places = [
    ...(file === null ? [] : placesIn(file, cited)),
    ...placesElsewhere(file?.path ?? path, cited, change),
  ].sort(likeliest(file?.path ?? path, startLine));
  const [best] = places;
  if (best === undefined) {
    if (file !== null && file.text === null) return at('unknown', missing);
    return at(file !== null && holdsMost(cited.lines, file) ? 'unknown' : 'fixed', missing);
  }
  // Code that the change does not touch any more is the base's: the author took his part of it back.
  if (best.file === null && anchor.inDiff !== 'outside') return at('fixed', missing);
  const isSame = best.path === path && best.startLine === startLine;
  const here = anchorAt(best, isSame ? 'exact' : 'moved');
  const mayBeOthers = isAmidOthers(best.around) && !isSurelyHere(best.around);
  if (places.length >= cited.copies || isSurelyHere(best.around)) return at('open', here, mayBeOthers);
  return isSurelyElsewhere(best.around) ? at('fixed', missing) : at('unknown', here);
}

/** Whether most of what was around the code is around this copy of it. */
const isSurelyHere = ({ inFront, behind }: Surroundings): boolean =>
  (inFront.found + behind.found) * 2 > inFront.known + behind.known;

/** Whether neither what stood right in front of the code nor what stood right behind it does so here. */
const isAmidOthers = ({ inFront, behind }: Surroundings): boolean =>
  inFront.known + behind.known > 0 && !inFront.isNextSame && !behind.isNextSame;

/** Whether one of the copies that are gone must be the one that was meant: what led up to it leads up to none of the others. */
const isSurelyElsewhere = ({ inFront, behind }: Surroundings): boolean =>
  inFront.known > 0 ? inFront.found === 0 : behind.known > 0 && behind.found === 0;

/** What is around the code counts first, then its file, then how near it is to where it was. */
const likeliest =
  (path: string, line: number) =>
  (a: CodePlace, b: CodePlace): number =>
    foundAround(b.around) - foundAround(a.around) ||
    Number(b.path === path) - Number(a.path === path) ||
    Math.abs(a.startLine - line) - Math.abs(b.startLine - line);

function anchorAt({ path, file, startLine, endLine }: CodePlace, status: Anchor['status']): Anchor {
  const inDiff = file === null ? 'outside' : placeInDiff(file, 'new', [startLine, endLine]);
  return { path, startLine, endLine, side: 'new', status, inDiff };
}
