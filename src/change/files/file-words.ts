import type { Change, ChangedFile } from '../../model/change/change.ts';
import type { GitRepository } from '../git/git.ts';

/** What a file's text says of other files: enough to tell which of a change may depend on one another, in whatever language. */
export interface FileWords {
  /** Names that it declares for others. */
  readonly declares: readonly string[];
  /** Words of the lines that import something, and the {@link stemOf} each path that is named anywhere. */
  readonly imports: ReadonlySet<string>;
  /** All its words that may be names. */
  readonly mentions: ReadonlySet<string>;
}

/** A shorter name is in every text. */
const shortestName = 4;
const imports =
  /\b(?:import|from|require|include|use|using|mod|source|load|extends|uses|needs|export\s*\*|@import|url|src|href)\b/;
/** At the left margin, or what has no place for names outside: types, and members of Go's receivers. */
const declares = [
  /^(?:export\s+|default\s+|pub(?:\([a-z]+\))?\s+|public\s+|static\s+|async\s+|abstract\s+|final\s+|declare\s+|local\s+)*(?:function\*?|def|fn|func|const|let|var|val|type|sub|proc|define|macro_rules!|module|package|namespace)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/u,
  /^\s*(?:[a-z]+\s+)*(?:class|interface|struct|enum|trait|record|object|protocol|union)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u,
  /^([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:=[^=]|:=|\()/u,
];

/** Reads the names out of a text. */
export function readWords(text: string): FileWords {
  const lines = text.split('\n');
  const wordsOf = (line: string) => line.match(/[\p{L}_$][\p{L}\p{N}_$-]*/gu) ?? [];
  const named = lines.flatMap((line) => declares.flatMap((pattern) => pattern.exec(line)?.[1] ?? []));
  return {
    declares: [...new Set(named)].filter(isTelling).sort(),
    imports: new Set([
      ...lines
        .filter((line) => imports.test(line))
        .flatMap(wordsOf)
        .map((word) => word.toLowerCase()),
      ...pathsIn(text).map(stemOf),
    ]),
    mentions: new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu)?.filter(isTelling)),
  };
}

const isTelling = (name: string): boolean => name.length >= shortestName;

/** Paths that a text names: what has a slash, and what is in quotes and ends like a file. */
function pathsIn(text: string): string[] {
  const slashed = text.split(/[\s'"`<>()[\]{}|;,]+/).filter((word) => word.includes('/'));
  const quoted = text.match(/(?<=['"`])[\w@.-]{1,100}\.\w{1,8}(?=['"`])/g) ?? [];
  return [...slashed, ...quoted];
}

/** Files that stand for their folder. */
const folderFiles = /^(?:index|mod|lib|main|__init__|package|init)$/;

/** The word by which others name a file, in lower case: its name without endings, its folder's where it stands for that. */
export function stemOf(path: string): string {
  const parts = path.toLowerCase().split('/');
  const stem = (parts.at(-1) ?? '').replace(/^\.+/, '').split('.')[0] ?? '';
  return folderFiles.test(stem) ? (parts.at(-2) ?? stem) : stem;
}

/** Classes of files that name none of ours, or hold no text. */
const silent: readonly ChangedFile['class'][] = ['lockfile', 'binary'];

/**
 * The words of every file of a change at the head, or where it was deleted at the merge base, and of files that it touches no more. One
 * that cannot be read has none.
 */
export async function readFileWords(
  { files }: Pick<Change, 'files'>,
  { git, head }: { readonly git: Pick<GitRepository, 'readBlobs' | 'listBlobs'>; readonly head: string },
  formerly: readonly string[] = [],
): Promise<ReadonlyMap<string, FileWords>> {
  const known = new Set(files.map(({ path }) => path));
  const gone = formerly.filter((path) => !known.has(path));
  const tree = gone.length === 0 ? new Map<string, string>() : await git.listBlobs(head);
  const oids = [
    ...files
      .filter((file) => !silent.includes(file.class))
      .map(({ path, status, oldOid, newOid }) => [path, status === 'deleted' ? oldOid : newOid] as const),
    ...gone.flatMap((path) => {
      const oid = tree.get(path);
      return oid === undefined ? [] : [[path, oid] as const];
    }),
  ];
  const texts = await git.readBlobs(oids.map(([, oid]) => oid));
  return new Map(
    oids.flatMap(([path, oid]) => {
      const text = texts.get(oid);
      return text === undefined ? [] : [[path, readWords(text)] as const];
    }),
  );
}
