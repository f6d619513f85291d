import type { Change, ChangedFile } from '../../model/change/change.ts';
import type { GitRepository } from '../git/git.ts';

/** What a file's text says of other files: enough to tell which of a change may depend on one another, in whatever language. */
export interface FileWords {
  /** Names that it declares for others. */
  readonly declares: readonly string[];
  /** Words of the lines that import something, in lower case. */
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
    imports: new Set(
      lines
        .filter((line) => imports.test(line))
        .flatMap(wordsOf)
        .map((word) => word.toLowerCase()),
    ),
    mentions: new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu)?.filter(isTelling)),
  };
}

const isTelling = (name: string): boolean => name.length >= shortestName;

/** The words of every file to review, at the head, or where it was deleted at the merge base; one that cannot be read has none. */
export async function readFileWords(
  { files }: Pick<Change, 'files'>,
  git: Pick<GitRepository, 'readBlobs'>,
): Promise<ReadonlyMap<string, FileWords>> {
  const oidOf = ({ status, oldOid, newOid }: ChangedFile) => (status === 'deleted' ? oldOid : newOid);
  const reviewed = files.filter((file) => file.class === 'reviewed');
  const texts = await git.readBlobs(reviewed.map(oidOf));
  return new Map(
    reviewed.flatMap((file) => {
      const text = texts.get(oidOf(file));
      return text === undefined ? [] : [[file.path, readWords(text)] as const];
    }),
  );
}
