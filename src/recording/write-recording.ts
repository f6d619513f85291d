import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recording } from '../model/recording.ts';
import { jsonPieces } from './json-pieces.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a recording below `raw/` of a report directory: `review.json`, `change.json`, `team.json`, `rules.json`, `sources.json`,
 * `previous.json` in a later round, `proofs.json` where scripts ran, and `<run id>/run.json` with `answer.txt` for every run. What else is there stays.
 */
export async function writeRecording(recording: Recording, directory: string): Promise<void> {
  const { review, change, team, rules, sources, previous, proofs, runs } = recording;
  const raw = join(directory, 'raw');
  const files: Record<string, string | Iterable<string>> = {
    'change.json': jsonPieces(change),
    'team.json': json(team),
    'rules.json': json(rules),
    'sources.json': json(sources),
    ...(previous !== null && { 'previous.json': json(previous) }),
    ...(proofs !== undefined && { 'proofs.json': json(proofs) }),
  };
  for (const run of runs) {
    files[`${run.id}/run.json`] = json(run);
    if (run.answer !== null) files[`${run.id}/answer.txt`] = run.answer;
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeWhole(join(raw, name), text)));
  await writeWhole(join(raw, 'review.json'), json({ ...review, runs: runs.map((run) => run.id) }));
}

/** Takes from a directory what would make an earlier recording, or a part of it, pass for a new one: its runs, too. */
export async function removeRecording(directory: string): Promise<void> {
  const raw = join(directory, 'raw');
  const names = ['review.json', 'previous.json', 'proofs.json'];
  await Promise.all(names.map((name) => rm(join(raw, name), { force: true })));
  const folders = await readdir(raw, { withFileTypes: true }).catch(() => []);
  await Promise.all(
    folders.filter((entry) => entry.isDirectory()).map(({ name }) => removeRun(join(raw, name))),
  );
}

/** What every run of an agent leaves; a folder without them is somebody's own. */
const marksOfRun = ['run.json', 'brief.md', 'command.json'];

async function removeRun(directory: string): Promise<void> {
  const names = await readdir(directory);
  if (names.some((name) => marksOfRun.includes(name))) await rm(directory, { recursive: true, force: true });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
