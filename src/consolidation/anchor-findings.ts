import { anchorPlace } from '../change/places/anchor.ts';
import { openSources } from '../change/places/sources.ts';
import type { ReviewOfRun } from '../findings/read-reviews.ts';
import { note } from '../model/answers/evidence.ts';
import type { ReviewEvidence } from '../model/answers/review-schema.ts';
import type { Anchor } from '../model/change/anchor.ts';
import type { Sources } from '../model/change/sources.ts';
import type { Finding, ReadFinding } from '../model/finding.ts';
import type { Recording } from '../model/recording.ts';
import { isWrittenByChange } from './rulings/citations/written-by-change.ts';

const nowhere: Anchor = {
  path: null,
  startLine: null,
  endLine: null,
  side: 'new',
  status: 'unanchored',
  inDiff: 'outside',
};

/** Marks findings of a reviewer that did more than read. */
const ownChanges = note(
  'The run that raised this had changed its workspace, so it may speak of its own changes.',
);

/** Marks findings that were called pre-existing and are not. */
const notOlder = note('It was called pre-existing, but the change wrote a line that it complains of.');

/** Turns every finding that was read into one with a key and a checked place; the order is that of the reviews. */
export function anchorFindings(
  reviews: readonly ReviewOfRun[],
  { change, sources }: Pick<Recording, 'change' | 'sources'>,
): Finding[] {
  const opened = openSources(sources, change);
  return reviews.flatMap(({ run, reading }) => {
    if (reading.form === 'unreadable') return [];
    return reading.review.findings.map((finding, index) => {
      const anchor = anchorOf(finding, change, opened);
      // Whoever calls a line older that the change wrote is mistaken in that, and not believed.
      const isNew =
        finding.kind === 'pre-existing' &&
        isWrittenByChange({ anchor, quote: finding.quote }, { change, sources: opened });
      return {
        key: `${run.id}/${index + 1}`,
        agent: run.agent,
        family: run.family,
        id: finding.id,
        severity: finding.severity,
        kind: isNew ? null : finding.kind,
        title: finding.title,
        anchor,
        places: finding.places,
        quote: finding.quote,
        explanation: finding.explanation,
        evidence: [
          ...finding.evidence,
          ...severalFiles(finding.path, opened, change),
          ...(isNew ? [notOlder] : []),
          ...(run.changedWorkspace ? [ownChanges] : []),
        ],
        fix: finding.fix,
        patch: finding.patch,
        ...(finding.repro !== null && { repro: finding.repro }),
        ...(finding.mutation !== null && { mutation: finding.mutation }),
      };
    });
  });
}

/** Says so where a path fits several changed files, so that none of them is the place. */
function severalFiles(
  path: string | null,
  sources: Sources,
  { files }: Recording['change'],
): ReviewEvidence[] {
  const name = path?.replaceAll('\\', '/').split('/').at(-1) ?? '';
  if (path === null || name === '' || sources.resolve(path) !== null) return [];
  const fitting = files
    .map((file) => file.path)
    .filter((known) => known === name || known.endsWith(`/${name}`));
  if (fitting.length < 2) return [];
  const shown = fitting
    .slice(0, 5)
    .map((known) => JSON.stringify(known))
    .join(', ');
  const text = `The path ${JSON.stringify(path)} may mean any of ${fitting.length} changed files: ${shown}${fitting.length > 5 ? ', …' : ''}.`;
  return [{ ...ownChanges, text }];
}

/** The main place decides; where nothing of it exists, the first other place that does. */
function anchorOf(finding: ReadFinding, change: Recording['change'], sources: Sources): Anchor {
  const { path, startLine, endLine, quote } = finding;
  const main = path === null ? nowhere : anchorPlace({ path, startLine, endLine, quote }, change, sources);
  if (main.status === 'file' && quote !== null && path !== null) {
    // A quote that stands nowhere is proposed or mended code: it takes nothing away from lines that exist.
    const unquoted = anchorPlace({ path, startLine, endLine, quote: null }, change, sources);
    if (unquoted.status === 'exact') return unquoted;
  }
  if (main.status !== 'unanchored') return main;
  for (const place of finding.places) {
    const other = anchorPlace({ ...place, quote: null }, change, sources);
    if (other.status !== 'unanchored') return other;
  }
  return main;
}
