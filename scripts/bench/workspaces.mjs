// What three agents that begin at once wait for, and what it takes of the disk: a tree of the head for each.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryOfFiles } from './workspaces/many-files.mjs';

const script = fileURLToPath(new URL('./workspaces/start-agents.mjs', import.meta.url));
const sizes = [5_000, 25_000];
/** By kind of agent: what its figures are called. */
const kinds = { reading: 'three agents', writing: 'three agents that may write' };

export async function* measure(_, build) {
  const directory = folderToTheEnd();
  for (const size of sizes) {
    for (const [kind, title] of Object.entries(kinds)) {
      const label = `${title} on ${size} files`;
      const { processorMs, wallMs, diskMb, peakMb } = run(build, repositoryOfFiles(size), kind, directory);
      const ofOld = size === sizes.at(-1) && { mostOfOld: 0.5 };
      const growth = (of) => (kind === 'reading' ? { growth: { of, size } } : {});
      yield { name: label, value: processorMs, unit: 'ms', ...ofOld, ...growth('files to be ready') };
      yield { name: `${label}: wall clock`, value: wallMs, unit: 'ms' };
      yield { name: `${label}: disk`, value: diskMb, unit: 'MB', ...ofOld };
      yield {
        name: `${label}: peak memory`,
        value: peakMb,
        unit: 'MB',
        ...growth('files to be ready, at their peak'),
      };
    }
  }
}

let folder = null;

/** Where the trees of all rounds and builds stay; it goes when we end. */
function folderToTheEnd() {
  if (folder !== null) return folder;
  folder = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}

const run = (...args) => JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }));
