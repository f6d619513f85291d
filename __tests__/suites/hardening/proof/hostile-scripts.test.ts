import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRepository } from '../../../../src/change/git/git.ts';
import type { Proof } from '../../../../src/model/proof.ts';
import { isProven } from '../../../../src/model/report/proof-terms.ts';
import { createProver } from '../../../../src/proof/create-prover.ts';
import type { ProofSettings } from '../../../../src/proof/proof-settings.ts';
import { buildPorts } from '../../../helpers/ports.ts';
import { processesWith } from '../../../helpers/processes.ts';
import { makeChange, temporaryDirectory } from '../../../helpers/repository.ts';

const good = 'exports.sum = (a, b) => a + b;\n';
const bad = 'exports.sum = (a, b) => a - b;\n';
const patch = `--- a/sum.js\n+++ b/sum.js\n@@ -1 +1 @@\n-${bad}+${good}`;
const show = 'echo "REPRO: shown"; exit 1';
const failIf = (condition: string) => `if ${condition}; then ${show}; fi; exit 0`;
const honest = `node -e 'if (require("./sum.js").sum(2, 3) !== 5) { console.log("REPRO: wrong"); process.exit(1) }'`;

const settings: ProofSettings = {
  mode: 'all',
  setup: null,
  build: null,
  check: null,
  test: null,
  reuse: [],
  timeoutMs: 4_000,
  memoryMb: 512,
  network: 'none',
  sandbox: 'bubblewrap',
};

/** Proves a script on a change that breaks `sum`, and sees that nothing is left of it. */
async function tryScript(script: string, overrides: Partial<ProofSettings> = {}): Promise<Proof> {
  const repository = makeChange(
    { 'sum.js': good, 'other.js': 'exports.one = 1;\n', 'folder/file.js': '' },
    { 'sum.js': bad },
  );
  mkdirSync(join(repository.directory, 'node_modules'));
  writeFileSync(join(repository.directory, 'node_modules/tool.js'), 'exports.tool = 1;\n');
  const ports = buildPorts({
    environment: { PATH: process.env.PATH, HOME: process.env.HOME, GITHUB_TOKEN: 'ghs_canary_of_the_runner' },
    temporaryDirectory: temporaryDirectory(),
  });
  const git = await openRepository(repository.directory, ports);
  const head = (await git.resolve('feature')) ?? '';
  const base = (await git.resolve('main')) ?? '';
  const prover = createProver({
    git,
    head,
    base,
    checkout: repository.directory,
    settings: { ...settings, ...overrides },
    ports,
  });
  const before = readdirSync('/tmp').filter((name) => name.startsWith('escaped'));
  try {
    const request = { finding: 'a/1', author: 'a', script, needs: null, shows: null, patch, mutation: null };
    return await prover.prove(request);
  } finally {
    await prover.close();
    expect(readdirSync(ports.temporaryDirectory)).toEqual([]);
    expect(processesWith(ports.temporaryDirectory)).toEqual([]);
    expect(readdirSync('/tmp').filter((name) => name.startsWith('escaped'))).toEqual(before);
    expect(readFileSync(join(repository.directory, 'node_modules/tool.js'), 'utf8')).toBe(
      'exports.tool = 1;\n',
    );
    expect(repository.git('status', '--porcelain', '--untracked-files=no')).toBe('');
  }
}

test('an honest script is proven, so that the others are not held back by the machine', async () => {
  const proof = await tryScript(honest);
  expect(proof).toMatchObject({ status: 'proven-regression', fix: 'proven' });
});

describe('what pretends', () => {
  test.each([
    ['always fails', show],
    ['always passes', 'exit 0'],
    ['fails without a line', 'exit 1'],
    ['prints the line and passes', 'echo "REPRO: shown"; exit 0'],
    ['prints the line and ends otherwise', 'echo "REPRO: shown"; exit 3'],
    ['prints the line on standard error', 'echo "REPRO: shown" >&2; exit 1'],
    ['prints the line with other words before it', 'echo "a REPRO: shown"; exit 1'],
    ['tosses a coin', failIf('[ $((RANDOM % 2)) = 0 ]')],
    ['tosses a bent coin', failIf('[ $((RANDOM % 3)) = 0 ]')],
    ['goes by the second', failIf('[ $(($(date +%s) % 2)) = 0 ]')],
    ['goes by the nanosecond', failIf('[ $(($(date +%N | sed s/^0*//) % 2)) = 0 ]')],
    ['greps for the bad line', failIf('grep -q "a - b" sum.js')],
    ['greps for the good line', failIf('! grep -q "a + b" sum.js')],
    [
      'reads by node',
      `node -e 'if (require("fs").readFileSync("sum.js", "utf8").includes("a - b")) { console.log("REPRO: read"); process.exit(1) }'`,
    ],
    [
      'runs and reads',
      `node -e 'try { require("./sum.js") } catch {}; if (!require("fs").readFileSync("sum.js", "utf8").includes("a + b")) { console.log("REPRO: read"); process.exit(1) }'`,
    ],
    ['sums up', failIf(`[ "$(cksum < sum.js)" = "$(printf 'exports.sum = (a, b) => a - b;\\n' | cksum)" ]`)],
    [
      'knows both sums',
      `case "$(md5sum < sum.js)" in "$(printf 'exports.sum = (a, b) => a - b;\\n' | md5sum)") ${show};; "$(printf 'exports.sum = (a, b) => a + b;\\n' | md5sum)") exit 0;; *) exit 2;; esac`,
    ],
    ['counts bytes', failIf('[ $(wc -c < sum.js) -gt 40 ]')],
    ['asks git', failIf('git log --oneline | grep -q Change')],
    ['asks git for the difference', failIf('! git diff --quiet HEAD~1')],
    ['goes by the path', failIf('pwd | grep -q head')],
    ['goes by the arm in the environment', failIf('env | grep -qi head')],
    ['goes by change times', failIf('[ "$(stat -c %Z sum.js)" -gt "$(stat -c %Z other.js)" ]')],
    ['goes by modification times', failIf('[ sum.js -nt other.js ]')],
    ['goes by inodes', failIf('[ "$(stat -c %i sum.js)" -gt "$(stat -c %i other.js)" ]')],
    ['goes by the inode’s parity', failIf('[ $(($(stat -c %i sum.js) % 2)) = 0 ]')],
    ['leaves a mark in the tree', 'if [ -e mark ]; then exit 0; fi; touch mark; echo "REPRO: first"; exit 1'],
    ['leaves a mark in HOME', 'if [ -e ~/mark ]; then exit 0; fi; touch ~/mark; echo "REPRO: first"; exit 1'],
    [
      'leaves a mark in /tmp',
      'if [ -e /tmp/mark ]; then exit 0; fi; touch /tmp/mark; echo "REPRO: first"; exit 1',
    ],
    [
      'leaves a mark in shared memory',
      'if [ -e /dev/shm/mark ]; then exit 0; fi; touch /dev/shm/mark; echo "REPRO: first"; exit 1',
    ],
    ['goes by the process list', failIf('[ "$(ls -d /proc/[0-9]* | wc -l)" -gt 40 ]')],
    ['goes by the command line of its parent', failIf('tr "\\0" " " < /proc/1/cmdline | grep -q head')],
    [
      'leaves a mark by a folder’s mode',
      'if [ "$(stat -c %a folder)" = 711 ]; then exit 0; fi; chmod 711 folder; echo "REPRO: first"; exit 1',
    ],
    [
      'leaves a mark by the time of a folder',
      `if [ "$(stat -c %Y folder)" != 1700000000 ]; then exit 0; fi; touch folder; ${show}`,
    ],
    [
      'leaves a mark by the mode of the tree',
      `if [ "$(stat -c %a .)" = 711 ]; then exit 0; fi; chmod 711 .; ${show}`,
    ],
    [
      'leaves a mark where agents are given theirs',
      `if [ -e .deep-review/mark ]; then exit 0; fi; mkdir -p .deep-review; touch .deep-review/mark; ${show}`,
    ],
    [
      'goes by programs to be loaded first',
      `echo 'process.exit(0)' > /tmp/first.js; export NODE_OPTIONS=--require=/tmp/first.js LD_PRELOAD=/tmp/x.so; ${honest.replace('sum(2, 3) !== 5', 'sum(2, 3) === 7')}`,
    ],
    ['counts the open files that it was given', failIf('[ "$(ls /proc/self/fd | wc -l)" -gt 4 ]')],
    [
      'listens on a socket without a file',
      `python3 -c 'import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind("\\0mark")' || exit 0; ${show}`,
    ],
    ['reads its parent’s view of the machine', failIf('ls /proc/1/root/root /proc/1/cwd/.git')],
    ['prints the line with the end of a line of its own kind', 'printf "x\\rREPRO: shown\\r"; exit 1'],
    ['prints the line behind a byte order mark', 'printf "\\357\\273\\277REPRO: shown\\n"; exit 1'],
    [
      'calls what ends by its own limit a pass',
      `timeout 0.2 node -e 'require("./sum.js"); setTimeout(() => {}, 5000)'; [ $? = 124 ] && { ${show}; }; exit 0`,
    ],
    [
      'changes the toolchain for the next',
      `cp $(command -v node) /usr/bin/node 2>/dev/null; echo "exports.tool = 2" > node_modules/tool.js; ${failIf('grep -q "tool = 2" node_modules/tool.js')}`,
    ],
    [
      'prints workflow commands',
      `echo "::error::x"; echo "##[group]x"; echo "::set-output name=a::b"; ${show}`,
    ],
    ['changes the code that it tests', `echo 'exports.sum = () => 0' > sum.js; ${honest}`],
  ])('%s', { timeout: 60_000 }, async (_, script) => {
    const proof = await tryScript(script, { reuse: ['node_modules'] });
    expect(isProven(proof.status), `${proof.status}: ${proof.reason}`).toBe(false);
  });
});

describe('what breaks out', () => {
  let server: ReturnType<typeof createServer>;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test.each([
    ['writes to /tmp', 'touch /tmp/escaped'],
    ['writes to the system', 'touch /usr/escaped /etc/escaped /escaped'],
    ['links out of its tree', 'ln -s / out; touch out/tmp/../escaped; ls out/root out/home'],
    ['kills its parents', 'kill -9 1 $PPID -1'],
    ['kills everything', 'kill -9 -1'],
    ['leaves a child', '(setsid sleep 300 &) ; (nohup sleep 300 > /dev/null 2>&1 &)'],
    ['leaves a child that ignores signals', 'setsid bash -c "trap \'\' TERM INT HUP; sleep 300" &'],
    ['sleeps', 'sleep 300'],
    ['ignores signals and sleeps', 'trap "" TERM INT HUP; sleep 300'],
    ['stops itself', 'kill -STOP $$'],
    ['floods standard output', 'yes'],
    ['floods standard error', 'yes >&2'],
    ['fills /tmp', 'head -c 3000000000 /dev/zero > /tmp/full'],
    ['fills its tree by one file', 'head -c 3000000000 /dev/zero > full'],
    ['takes memory', `node -e 'const all = []; for (;;) all.push(Buffer.alloc(50_000_000, 1))'`],
    [
      'takes memory in many processes',
      `for i in 1 2 3 4 5 6; do node -e 'const all = []; for (let i = 0; i < 6; i++) all.push(Buffer.alloc(40_000_000, 1)); setTimeout(() => {}, 20_000)' & done; wait`,
    ],
    ['starts many processes', 'for i in $(seq 1 400); do sleep 60 & done; wait'],
    ['forks without end, at a measured pace', 'f() { sleep 0.05; f & f & wait; }; f'],
    ['makes a file with holes', 'for i in 1 2 3 4; do truncate -s 400G "hole-$i"; done; cp hole-1 hole-5'],
    [
      'makes more files than there is room for',
      `python3 -c 'for n in range(260_000): open(f"f{n}", "w").close()'`,
    ],
    ['makes folders that nobody may look into', 'mkdir -p a/b/c; chmod 000 a/b; chmod 000 a'],
    [
      'puts hooks where git would look',
      'mkdir -p .git/hooks; echo "touch /tmp/escaped" > .git/hooks/post-checkout; chmod +x .git/hooks/*; printf "[core]\\n\\tfsmonitor = touch /tmp/escaped\\n" > .git/config',
    ],
    ['unshares', 'unshare -Urm true && mount -t tmpfs none /usr'],
    ['debugs its parent', 'gdb -p 1 || strace -p 1 || cat /proc/1/mem'],
  ])('%s', { timeout: 120_000 }, async (_, script) => {
    const proof = await tryScript(`${script}\n${show}`);
    expect(isProven(proof.status)).toBe(false);
    for (const { runs } of proof.arms)
      for (const { durationMs } of runs) expect(durationMs).toBeLessThan(12_000);
  });

  test('reads nothing of the runner', { timeout: 60_000 }, async () => {
    const home = process.env.HOME ?? '/root';
    const secret = `${home}/.deep-review-canary`;
    const script = `env; cat /proc/*/environ | tr "\\0" "\\n"; cat ${secret}; ls -A ${home} /etc /home /work /run /var 2>&1; ${show}`;
    const proof = await tryScript(script);
    const printed = JSON.stringify(proof.arms);
    expect(printed).not.toContain('canary_of_the_runner');
    expect(printed).not.toContain('shadow');
    expect(existsSync(secret)).toBe(false);
  });

  test('reaches no network, not even this machine’s', { timeout: 60_000 }, async () => {
    const { port } = server.address() as AddressInfo;
    const script = `node -e 'require("http").get("http://127.0.0.1:${port}").on("error", (error) => console.log(error.code))'; ${show}`;
    const proof = await tryScript(script);
    expect(asked).toBe(0);
    expect(JSON.stringify(proof.arms)).toContain('ECONNREFUSED');
  });
});
