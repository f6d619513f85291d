// What the rule of late findings would have done to real histories of reviews: rounds until nothing blocks, and what would have been
// spared that the author then fixed. `node scripts/rounds-simulation.mjs FOLDER` reads the parsed reports of the corpus.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From this round on a late finding must be critical besides; as src/consolidation/verdict/late.ts has it. */
const strictFrom = 4;

/** Reports by pull request, each history in its order. */
export function readHistories(folder) {
  const reports = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const histories = new Map();
  for (const report of reports) {
    const { repo, pr, branch } = report.header;
    const name = [repo, pr?.number ?? branch].join(' ');
    histories.set(name, [...(histories.get(name) ?? []), report]);
  }
  return [...histories.values()].map((history) =>
    history.sort((a, b) => (a.header.date < b.header.date ? -1 : 1)),
  );
}

const base = (path) => path?.split('/').at(-1) ?? null;
const placesOf = ({ path, locations = [] }) =>
  [path, ...locations.map((place) => place.path)].filter(Boolean).map(base);
const fixOf = ({ resolution }, { id }) => resolution?.items?.find(({ ref }) => ref === id)?.verdict ?? null;
/** Criticals block; so does an important one, as long as nobody doubts it. */
const isSevere = ({ severity }) => severity === 'critical' || severity === 'important';
/** Two families raised it, or somebody verified it: what a confirmation with evidence is there. */
const isConfirmed = ({ agents = [], verifiedVia }) =>
  new Set(agents.filter((agent) => agent !== 'lead')).size > 1 || (verifiedVia ?? []).length > 0;

/**
 * Files that changed before a round, as far as the reports tell: those of all findings of the round before that were not skipped. The
 * author may have changed more, so this spares more findings than the rule would.
 */
const changedBefore = (previous) =>
  new Set(
    previous.consolidated
      .filter((finding) => fixOf(previous, finding) !== 'skipped')
      .flatMap((finding) => placesOf(finding)),
  );

/** What a round's findings are by the rule. */
export function judgeRound(report, previous, number) {
  const changed = previous === null ? null : changedBefore(previous);
  const blocking = report.consolidated.filter(isSevere);
  const late = blocking.filter((finding) => {
    const places = placesOf(finding);
    return (
      changed !== null &&
      !finding.carriedFrom &&
      places.length > 0 &&
      !places.some((path) => changed.has(path))
    );
  });
  const spared = late.filter(
    (finding) => !(isConfirmed(finding) && (number < strictFrom || finding.severity === 'critical')),
  );
  return { blocking, late, spared };
}

/** Rounds of one history until nothing blocks: as they were, and by the rule; null where that never came. */
export function simulate(history) {
  const rounds = history.map((report, index) => judgeRound(report, history[index - 1] ?? null, index + 1));
  const endOf = (isOver) => {
    const at = rounds.findIndex(isOver);
    return at < 0 ? null : at + 1;
  };
  return {
    rounds,
    before: endOf(({ blocking }) => blocking.length === 0),
    after: endOf(({ blocking, spared }) => blocking.length === spared.length),
  };
}

function main([folder]) {
  const histories = readHistories(folder).filter((history) => history.length > 1);
  const results = histories.map((history) => ({ history, ...simulate(history) }));
  const later = results.flatMap(({ history, rounds }) =>
    rounds.slice(1).map((round, index) => ({ report: history[index + 1], ...round })),
  );
  const count = (pick) => later.reduce((sum, round) => sum + pick(round).length, 0);
  const spared = later.flatMap(({ report, spared: findings }) =>
    findings.map((finding) => ({ finding, fix: fixOf(report, finding) })),
  );
  const unknown = spared.filter(({ fix }) => fix === null);
  const fixed = spared.filter(({ fix }) => fix === 'fixed');
  const lengthOf = (key) =>
    results.reduce((sum, { history, [key]: end }) => sum + (end ?? history.length), 0);
  const endedBy = (key) => results.filter(({ [key]: end }) => end !== null).length;
  const severe = (list, severity) => list.filter(({ finding }) => finding.severity === severity).length;
  const lines = [
    `histories with more than one round        ${histories.length}, ${later.length} later rounds`,
    `end with nothing that blocks              before ${endedBy('before')}, after ${endedBy('after')}`,
    `rounds until then, or to the last known   before ${lengthOf('before')}, after ${lengthOf('after')}`,
    `findings of later rounds that may block   ${count(({ blocking }) => blocking)}`,
    `  late                                    ${count(({ late }) => late)}`,
    `  spared                                  ${spared.length} (${severe(spared, 'critical')} critical)`,
    `  spared, and the author fixed it         ${fixed.length} (${severe(fixed, 'critical')} critical)`,
    `  spared, and nobody wrote what he did    ${unknown.length} (${severe(unknown, 'critical')} critical)`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2));
