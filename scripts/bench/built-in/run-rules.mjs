// node run-rules.mjs BUILD REPOSITORY BASE HEAD RUNS: reads a change with the texts of its files, runs the rules of `checks` over it, and prints as
// JSON what the rules took of processors' time in milliseconds: `first`, the first time in a process, with the code that they load and compile
// only now; `again`, the least of so many further times. Reading is left out of both.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietPorts } from '../../quiet-ports.mjs';
import { exportsOf } from '../measuring/exports-of.mjs';

const [build, directory, base, head, furtherRuns] = process.argv.slice(2);
const { resolveRevisions, readChange, createTextReader, runChecks, registry, emptyConfiguration } =
  await exportsOf(build, [
    'resolveRevisions',
    'readChange',
    'createTextReader',
    'runChecks',
    'registry',
    'emptyConfiguration',
  ]);
const temporaryDirectory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
const ports = quietPorts(temporaryDirectory);
const nothing = {
  pullRequest: null,
  repository: null,
  webUrl: null,
  branch: null,
  token: null,
  apiUrl: null,
};

try {
  const { change, readText } = await readWhole();
  const time = async () => {
    const start = process.cpuUsage();
    await runChecks(registry, change, readText);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const first = await time();
  const again = [];
  for (let run = 0; run < Number(furtherRuns); run++) again.push(await time());
  console.log(JSON.stringify({ first, again: Math.min(...again) }));
} finally {
  rmSync(temporaryDirectory, { recursive: true });
}

/** The change, and the texts of its files: git is asked for none while the rules run. */
async function readWhole() {
  const revisions = await resolveRevisions({ directory, base, head, ...nothing }, ports);
  const change = await readChange(revisions, emptyConfiguration, ports);
  const read = createTextReader(change, revisions.git);
  const texts = new Map();
  for (const { path, oldPath } of change.files) {
    texts.set(`old:${oldPath ?? path}`, await read(oldPath ?? path, 'old'));
    texts.set(`new:${path}`, await read(path, 'new'));
  }
  return { change, readText: async (path, side) => texts.get(`${side}:${path}`) ?? null };
}
