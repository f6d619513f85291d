// node start-agents.mjs BUILD REPOSITORY KIND DIRECTORY: has three agents begin at once on the branch `head` against `base`, and prints what their
// workspaces took as JSON: processors' time with that of the children, wall clock, disk, peak memory of our own process. The agents are
// a program that ends at once. KIND: `reading` for agents of the kind whose CLI only reads, `writing` for commands of one's own. What they
// leave stays in DIRECTORY, with empty files: where many were removed within minutes, ext4 looks each of their inodes up for every new file
// (`recently_deleted`), which takes up to twenty times what is measured.
import { lstatSync, mkdtempSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { diskSpaceMb } from '../measuring/disk-space.mjs';
import { exportsOf } from '../measuring/exports-of.mjs';
import { childrenMs } from '../measuring/processor-time.mjs';

const [build, repository, kind, directory] = process.argv.slice(2);
const { resolveRevisions, createAgentRunner } = await exportsOf(build, [
  'resolveRevisions',
  'createAgentRunner',
]);
const temporaryDirectory = mkdtempSync(join(directory, 'agents-'));
const silent = () => {};
const ports = {
  log: { debug: silent, info: silent, warning: silent, error: silent },
  clock: { now: Date.now },
  environment: { PATH: process.env.PATH },
  signal: new AbortController().signal,
  emit: silent,
  redact: (text) => text,
  temporaryDirectory,
};
const revisions = await resolveRevisions(
  {
    directory: repository,
    base: 'base',
    head: 'head',
    pullRequest: null,
    repository: null,
    webUrl: null,
    branch: null,
    token: null,
    apiUrl: null,
    openApi: null,
  },
  ports,
);
const output = join(temporaryDirectory, 'output');
const runner = createAgentRunner({ change: { files: [] }, revisions, outputDirectory: output, ports });
const [cpu, children, startedAt] = [process.cpuUsage(), childrenMs(), performance.now()];
const runs = await Promise.all([1, 2, 3].map((number) => runner.run(memberOf(`agent-${number}`), brief())));
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpu);
const broken = runs.find(({ outcome }) => outcome !== 'completed');
if (broken !== undefined) throw new Error(`An agent ended as ${broken.outcome}: ${broken.reason}`);
console.log(
  JSON.stringify({
    processorMs: children === null ? null : (user + system) / 1000 + childrenMs() - children,
    wallMs,
    diskMb: diskSpaceMb(temporaryDirectory),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
emptyFiles(temporaryDirectory);

function emptyFiles(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) emptyFiles(path);
    else if (stats.isFile() && (stats.mode & 0o200) !== 0) truncateSync(path);
  }
}

function memberOf(name) {
  const detection = { outcome: 'completed', version: null, program: null, sandbox: null, reason: null };
  return {
    agent: {
      type: 'cli',
      name,
      family: name,
      loginFiles: [],
      ...(kind === 'writing' && { runsRepositoryFiles: true }),
      invoke: (_, { workspace }) => ({
        command: ['git', 'rev-parse', 'HEAD'],
        environment: {},
        stdin: '',
        homeFiles: {},
        workingDirectory: workspace,
        answerFile: null,
        isolation: [],
      }),
      read: ({ stdout }) => ({
        ...{ outcome: stdout.startsWith(revisions.head) ? 'completed' : 'crashed', text: 'No findings.\n' },
        ...{ isFinished: true, reason: null, transient: false, model: null, tokens: null, costUsd: null },
        ...{ turns: null, toolCalls: null, pathsRead: [], uses: null },
      }),
    },
    settings: { model: null, effort: null },
    detection: { ...detection, warnings: [] },
    timeoutMs: 600_000,
    maxTurns: 400,
    reviews: true,
    rules: true,
  };
}

/** An editor's brief: it takes any answer that is not empty. */
function brief() {
  return {
    suffix: '',
    role: 'editor',
    text: 'Say something.\n',
    files: {},
    schema: {},
    assigned: [],
    inlined: true,
    subjects: {},
  };
}
