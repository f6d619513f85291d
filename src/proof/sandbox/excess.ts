import { readdirSync, readFileSync, statfsSync } from 'node:fs';
import type { ScriptLimits } from './script-sandbox.ts';

const pageBytes = 4096;
/** Empty files take room too, and time to remove: more of them than this for a megabyte are too many. */
const filesPerMb = 400;

/** One process as the system lists it. */
interface Process {
  readonly parent: number;
  readonly bytes: number;
}

/**
 * Watches what all processes of one child take together: `memory`, `processes`, or `disk` where the file system of its tree lost
 * more room than it may take. Null: nothing too much.
 */
export function watchExcess(
  { memoryMb, processes, diskMb }: ScriptLimits,
  tree: string,
): (pid: number) => string | null {
  const before = roomOf(tree);
  return (pid) => {
    const family = descendants(pid, listProcesses());
    if (family.length > processes) return 'processes';
    if (family.reduce((sum, { bytes }) => sum + bytes, 0) > memoryMb * 1024 * 1024) return 'memory';
    const now = roomOf(tree);
    const isFull =
      before.bytes - now.bytes > diskMb * 1024 * 1024 || before.files - now.files > diskMb * filesPerMb;
    return isFull ? 'disk' : null;
  };
}

function descendants(pid: number, all: ReadonlyMap<number, Process>): Process[] {
  const children = new Map<number, number[]>();
  for (const [id, { parent }] of all) children.set(parent, [...(children.get(parent) ?? []), id]);
  const found: Process[] = [];
  const open = [pid];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const one = all.get(id);
    if (one !== undefined) found.push(one);
    open.push(...(children.get(id) ?? []));
  }
  return found;
}

/** Every process of this machine; Linux only. */
function listProcesses(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The program's name, in parentheses, may hold anything.
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
      found.set(Number(name), { parent: Number(fields[1]), bytes: Number(fields[21]) * pageBytes });
    } catch {
      // It has ended.
    }
  }
  return found;
}

/** What is free in a file system. */
function roomOf(path: string): { readonly bytes: number; readonly files: number } {
  const { bavail, bsize, ffree } = statfsSync(path);
  return { bytes: bavail * bsize, files: ffree };
}
