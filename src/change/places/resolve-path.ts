import type { Change } from '../../model/change/change.ts';

/** A finder of the path that an agent means by a path it wrote. */
export interface PathFinder {
  /** Among the changed files only. */
  inChange(cited: string): string | null;
  /** Among all files of a tree, where the change does not tell. */
  inTree(cited: string): string | null;
}

/**
 * Agents write a bare file name, `a/` or `b/` in front, a line behind, or their checkout's folder before the path.
 * Changed files win; a part of a path must fit one file only. An absolute path is one of some checkout: its longest end that fits counts,
 * a bare name only at the root. Those with `..` mean nothing.
 */
export function createPathFinder(change: Change, tree: Iterable<string>): PathFinder {
  const changed = change.files.map((file) => file.path);
  const former = change.files.flatMap((file) => file.oldPath ?? []);
  const inChange = createSuffixSearch([...changed, ...former], new Set(changed));
  const inTree = createSuffixSearch(tree, new Set());
  const search = (find: Search) => (cited: string) => {
    for (const path of formsOf(cited)) {
      const found = find(path, isAbsolute(cited) && !path.includes('/'));
      if (found !== null) return found;
    }
    return null;
  };
  // A backslash is a folder's end on one system and part of a name on another.
  const odd = new Map(changed.filter((path) => path.includes('\\')).map((path) => [withSlashes(path), path]));
  const oddly = (cited: string) => odd.get(withSlashes(cited)) ?? null;
  return { inChange: (cited) => search(inChange)(cited) ?? oddly(cited), inTree: search(inTree) };
}

const withSlashes = (path: string): string => path.replaceAll('\\', '/');

/** `/home/…`, `C:/…`, `file:///…`, `~/…` */
const absolute = /^(?:file:\/\/(?:localhost)?)?(?:~?\/+|[A-Za-z]:\/+)/;
const isAbsolute = (cited: string): boolean => absolute.test(cited.trim().replaceAll('\\', '/'));

/** Finds a path; `isWhole`: only as the whole path of a file. */
type Search = (path: string, isWhole: boolean) => string | null;

/** A path as written, and then with less and less around it. */
function* formsOf(cited: string): Generator<string> {
  yield cited;
  const plain = cited
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(absolute, '');
  if (plain === '') return;
  if (plain.split('/').some((segment) => segment === '..')) return;
  const bare = plain.replace(/(?::\d+(?:[-:,]\d+)*|#L\d+(?:-L?\d+)?)$/, '');
  yield plain;
  if (bare !== plain) yield bare;
  // Folders in front: `a/` and `b/` of a diff, or the name of the checkout. What is left must still hold a folder.
  for (let rest = bare; rest.includes('/'); ) {
    const first = rest.slice(0, rest.indexOf('/'));
    rest = rest.slice(first.length + 1);
    if (rest.includes('/') || first === 'a' || first === 'b' || isAbsolute(cited)) yield rest;
  }
}

/** Finds a path itself, or the only one that ends with it; `preferred` ones decide where several do. */
function createSuffixSearch(paths: Iterable<string>, preferred: ReadonlySet<string>): Search {
  const all = new Set(paths);
  const byName = new Map<string, string[]>();
  for (const path of all) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const known = byName.get(name);
    if (known) known.push(path);
    else byName.set(name, [path]);
  }
  return (path, isWhole) => {
    if (all.has(path)) return path;
    if (isWhole) return null;
    const named = byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? [];
    const fitting = named.filter((candidate) => candidate.endsWith(`/${path}`));
    const choice = fitting.length > 1 ? fitting.filter((candidate) => preferred.has(candidate)) : fitting;
    return choice.length === 1 ? (choice[0] ?? null) : null;
  };
}
