import type { SharedTree } from './confinement.ts';

/** `userxattr` is what a user namespace may use to mark what is removed; the mount is gone with the last process that sees it. */
const script =
  'mount -t overlay -o "lowerdir=$1,upperdir=$2,workdir=$3,userxattr" overlay "$2" && shift 3 && exec "$@"';

/**
 * The beginning of a command line that runs {@link bubblewrap}'s where a shared tree lies below the run's own place (overlayfs): the run
 * reads the tree and writes the place. Nobody else sees it so, and the tree stays as it is.
 * @returns null where there is no such tree.
 */
export function layerTree(tree: SharedTree | null): string[] | null {
  if (tree === null || tree.scratch === null) return null;
  const namespaces = isRoot() ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  return ['unshare', ...namespaces, 'sh', '-c', script, 'sh', tree.source, tree.place, tree.scratch];
}

/** Options by which bubblewrap gives the run our own user back, who is root in the namespace that {@link layerTree} needs. */
export function asOurselves(): string[] {
  if (isRoot()) return [];
  return ['--unshare-user', '--uid', String(process.getuid?.()), '--gid', String(process.getgid?.())];
}

const isRoot = (): boolean => process.getuid?.() === 0;
