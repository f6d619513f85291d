// Records the review that `deep-review demo` shows: the product reviews a made-up change, with agents that answer from a script.
// Needs git, and bubblewrap for the proofs. Usage: npm run demo:record
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecording } from '../../lib/recording/read-recording.js';
import { after, before } from './shop.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'deep-review-demo-'));
const repository = join(work, 'shop');
/** How long each took, since a script takes no time: what their models need for such a change. */
const minutes = { claude: 3.4, codex: 2.6, gemini: 1.9, checks: 0.01 };
const families = { claude: 'anthropic', codex: 'openai', gemini: 'google' };

try {
  makeRepository();
  const out = join(work, 'report');
  const config = join(work, 'deep-review.yml');
  const agents = Object.fromEntries(
    Object.entries(families).map(([name, family]) => [
      name,
      { command: [process.execPath, here('agent.mjs'), name], family },
    ]),
  );
  writeFileSync(config, JSON.stringify({ agents, proof: { mode: 'blocking' } }));
  const options = ['--agents', 'claude codex gemini checks', '--config', config, '--out', out];
  const call = `import { runCli } from '${new URL('../../lib/cli.js', import.meta.url)}'; await runCli(${JSON.stringify(options)});`;
  spawnSync(process.execPath, ['--input-type=module', '-e', call], { cwd: repository, stdio: 'inherit' });
  const recording = dress(await readRecording([out]));
  writeFileSync(
    here('../../src/commands/demo/recording.json'),
    `${JSON.stringify(recording).replaceAll(here('.'), '/demo/')}\n`,
  );
} finally {
  rmSync(work, { recursive: true });
}

function makeRepository() {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const git = (...words) => execFileSync('git', [...identity, ...words], { cwd: repository });
  write(before);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Open the shop');
  git('checkout', '--quiet', '-b', 'percent-coupons');
  write(after);
  git('add', '.');
  git('commit', '--quiet', '--message', 'Let coupons take off a share');
}

function write(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

/** The recording with the times of models, and without what tells of this machine. */
function dress({ review, runs, team, ...others }) {
  const timed = runs.map((run) => ({
    ...run,
    startedAt: review.startedAt,
    durationMs: Math.round(minutes[run.agent] * 60_000 * (run.role === 'reviewer' ? 1 : 0.4)),
    isolation: [],
  }));
  const longest = Math.max(...timed.map(({ durationMs }) => durationMs));
  return {
    ...others,
    review: {
      ...review,
      notes: [
        ...review.notes,
        'This is a demonstration: the change is made up, and its agents answered from a script.',
      ],
      finishedAt: review.startedAt + Math.round(longest * 1.4),
    },
    team: team.map((member) => ({ ...member, warnings: [] })),
    runs: timed,
  };
}
