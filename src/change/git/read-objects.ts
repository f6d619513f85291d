import type { BareGit } from './bare-git.ts';
import {
  AnswerReader,
  countAskable,
  isAskable,
  mostAsked,
  namesOf,
  type ObjectQuestion,
  splitBatch,
} from './object-questions.ts';
import { openTextStream, type TextStream } from './text-stream.ts';

/** Blobs above this many bytes are not read into memory. */
const largestBlob = 8 * 1024 * 1024;

/** A repository's git, and what can be asked of its objects. */
export interface GitObjects extends BareGit {
  /** Asks for any number of objects: by one process where they are few or small, as {@link countAskable} says. */
  ask(questions: readonly ObjectQuestion[]): Promise<void>;
  /** Full name of the commit, or of the tree, that a revision means; null where there is none. */
  resolve(revision: string, type?: 'commit' | 'tree'): Promise<string | null>;
  /** Full names of the commits that revisions mean, by one process: revision → name, or null. */
  resolveAll(revisions: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** Text of a file in a commit or tree, or null where it is absent, binary or over 8 MiB. */
  readFile(revision: string, path: string): Promise<string | null>;
  /** Reads many files as {@link readFile} does, by one process; to be closed. Of paths without line ends. */
  openTexts(): TextStream;
  /** Every file of a commit or tree: path → blob name. */
  listBlobs(revision: string): Promise<Map<string, string>>;
  /** Texts of blobs by name, without those that are absent, binary or over 8 MiB. */
  readBlobs(oids: Iterable<string>): Promise<Map<string, string>>;
}

/** Reads a repository's objects by the git that is given. */
export function openObjects(git: BareGit): GitObjects {
  return {
    ...git,
    resolve: async (revision, type) => (await resolveAll(git, [revision], type)).get(revision) ?? null,
    resolveAll: (revisions) => resolveAll(git, revisions),
    ask: (questions) => ask(git, questions),
    openTexts: () => openTextStream(git.start(['cat-file', '--batch']), largestBlob),
    listBlobs: (revision) => listBlobs(git, revision),
    readFile: (revision, path) => readFile(git, revision, path),
    readBlobs: (oids) => readBlobs(git, oids),
  };
}

async function resolveAll(
  git: BareGit,
  revisions: readonly string[],
  type = 'commit',
): Promise<Map<string, string | null>> {
  const asked = revisions.filter(isAskable);
  const input = asked.map((revision) => `${revision}^{${type}}\n`).join('');
  const { stdout } = await git.attempt(['cat-file', '--batch-check'], { input });
  // `oid SP type SP size`, or the name and why there is none; nothing behind an object that is broken.
  const lines = stdout.toString('utf8').split('\n');
  const found = new Map<string, string | null>(revisions.map((revision) => [revision, null]));
  for (const [index, revision] of asked.entries())
    found.set(revision, /^([0-9a-f]+) (?:commit|tree) \d+$/.exec(lines[index] ?? '')?.[1] ?? null);
  return found;
}

async function ask(git: BareGit, questions: readonly ObjectQuestion[]): Promise<void> {
  const sizes = questions.length > mostAsked ? await readSizes(git, questions) : null;
  for (let answered = 0; answered < questions.length; ) {
    const count = sizes ? countAskable(sizes, answered) : mostAsked;
    const batch = questions.slice(answered, answered + count);
    const cut = new AbortController();
    const answers = new AnswerReader(batch, () => cut.abort());
    const input = namesOf(batch);
    const take = (piece: Buffer) => answers.push(piece);
    await git.follow(['cat-file', '--batch', '--buffer'], take, { input, until: cut.signal });
    answered += batch.length - answers.unanswered().length;
  }
}

/** Bytes of each object, 0 where it is absent; takes a tenth of the time that their contents do. */
async function readSizes(git: BareGit, questions: readonly ObjectQuestion[]): Promise<number[]> {
  const check = ['cat-file', '--batch-check=%(objectsize)', '--buffer'];
  const printed = await git.run(check, { input: namesOf(questions) });
  return printed.split('\n', questions.length).map((line) => Number(line) || 0);
}

async function readBlobs(git: BareGit, oids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  const sizes = await git.run(['cat-file', '--batch-check'], { input: `${wanted.join('\n')}\n` });
  const readable = sizes
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, type, size]) => type === 'blob' && Number(size) <= largestBlob)
    .map(([oid = '']) => oid);
  if (readable.length === 0) return new Map();
  const batch = await git.succeed(['cat-file', '--batch'], { input: `${readable.join('\n')}\n` });
  return splitBatch(batch.stdout);
}

async function listBlobs(git: BareGit, revision: string): Promise<Map<string, string>> {
  const printed = await git.run(['ls-tree', '-r', '-z', '--full-tree', revision]);
  return new Map(
    [...printed.matchAll(/\d+ blob (\w+)\t([^\0]+)\0/g)].map(([, oid = '', path = '']) => [path, oid]),
  );
}

async function readFile(git: BareGit, revision: string, path: string): Promise<string | null> {
  const entry = await git.run(['ls-tree', '-z', '--full-tree', revision, '--', path]);
  const [, type, oid = ''] = entry.split('\t', 1)[0]?.split(' ') ?? [];
  return type === 'blob' ? ((await readBlobs(git, [oid])).get(oid) ?? null) : null;
}
