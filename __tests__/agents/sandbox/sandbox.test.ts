import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { chooseSandbox } from '../../../src/agents/sandbox/sandbox.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { processesWith } from '../../helpers/processes.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { runFixture } from '../../helpers/run-fixture.ts';

const isInstalled = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
const works = (command: string[]): boolean => {
  try {
    execFileSync(command[0] ?? '', command.slice(1), { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const confinement = {
  workingDirectory: '/',
  readable: [],
  writable: [],
  hidden: [],
  temporary: '/tmp',
  sharedTree: null,
};

describe('The sandbox', () => {
  test('is the strongest that starts', async () => {
    const only = (program: string) => async (command: readonly string[]) => command.includes(program);
    const claim = async (program: string) => (await chooseSandbox(confinement, false, only(program))).claim;
    expect(await claim('true')).toContain('bubblewrap');
    expect(await claim('unshare')).toContain('PID namespace');
    expect(await claim('setpriv')).toContain('PID namespace');
    expect(await claim('nothing')).toMatch(/^not sandboxed by us/);
  });

  test('takes the agent along when we are killed', async () => {
    const mark = temporaryDirectory();
    const prove = async (command: readonly string[]) => works([...command]);
    const { prefix } = await chooseSandbox(confinement, false, prove);
    const command = JSON.stringify([...prefix, 'sleep', '300']);
    const script = `const [program, ...rest] = ${command};
      require('node:child_process').spawn(program, rest, { detached: true, stdio: 'ignore' });
      setInterval(() => {}, 1000);`;
    const ours = spawn(process.execPath, ['-e', script], { env: { PATH: process.env.PATH, MARK: mark } });
    const running = () => processesWith(mark).map((line) => line.replace(/^\d+ /, '').trim());
    await vi.waitFor(() => expect(running()).toContain('sleep 300'), 10_000); // the sandbox around it stands
    ours.kill('SIGKILL');
    await vi.waitFor(() => expect(running()).toEqual([]), 10_000);
  });

  test('does not go around an agent with a sandbox of its own', async () => {
    const { prefix } = await chooseSandbox(confinement, true, async () => true);
    expect(prefix[0]).toBe('setpriv');
    expect(prefix).not.toContain('unshare');
  });

  test('that cannot start is not used, and the run says so', async () => {
    const broken = { bwrap: 'exit 1', unshare: 'exit 1', setpriv: 'exit 1' };
    const environment = { PATH: `${fakePrograms(broken)}:${process.env.PATH}` };
    const { run } = await runFixture('good', { ports: { environment } });
    expect(run.outcome).toBe('completed');
    expect(run.isolation.at(-1)).toMatch(/^not sandboxed by us/);
  });
});

/** Runs a shell script as an agent and tells what it printed. */
async function runScript(script: string, environment: Record<string, string> = {}) {
  const repository = makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
  repository.git('config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic c2VjcmV0');
  const { run } = await runFixture('script', {
    repository,
    ports: { environment: { PATH: process.env.PATH, ...environment } },
    declaration: { command: ['sh', '-c', script.replaceAll('REPOSITORY', repository.directory)] },
  });
  return { run, repository, printed: run.answer ?? '' };
}

test.skipIf(!works(['setpriv', '--no-new-privs', '--', 'true']))('An agent gains no privileges', async () => {
  const { printed } = await runScript('grep NoNewPrivs /proc/self/status');
  expect(printed).toMatch(/NoNewPrivs:\s+1/);
});

const mapping = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
test.skipIf(!works(['unshare', ...mapping, '--pid', '--mount-proc', '--fork', 'true']))(
  'An agent sees no process but its own, and so nobody else\u2019s environment',
  async () => {
    const { printed } = await runScript('cat /proc/[0-9]*/environ | tr "\\0" "\\n"; ls -d /proc/[0-9]*', {
      OURS: 'seen-by-nobody',
    });
    expect(printed).toContain('DEEP_REVIEW_ROLE=reviewer');
    expect(printed).not.toContain('seen-by-nobody');
    expect(printed.match(/^\/proc\/\d+$/gm)?.length).toBeLessThan(10);
  },
);

describe.skipIf(!isInstalled('bwrap'))('Under bubblewrap', () => {
  test('an agent writes nowhere but into what is its own', async () => {
    const canary = join(temporaryDirectory(), 'canary');
    const own = '$HOME/x $TMPDIR/x /tmp/x ./x';
    const { printed, run, repository } = await runScript(
      `for place in ${own}; do echo > $place && echo fine; done; for place in ${canary} REPOSITORY/x /var/tmp/x; do (echo > $place) 2>/dev/null; done`,
    );
    expect(printed).toBe('fine\n'.repeat(4));
    expect([canary, join(repository.directory, 'x'), '/var/tmp/x'].filter(existsSync)).toEqual([]);
    expect(run.isolation.at(-1)).toContain('bubblewrap');
    expect(run.changedWorkspace).toBe(true);
  });

  test('an agent sees no credentials', async () => {
    const home = temporaryDirectory();
    for (const folder of ['.ssh', '.aws', '.codex']) mkdirSync(join(home, folder));
    for (const file of ['.ssh/id', '.aws/credentials', '.codex/auth.json', '.netrc'])
      writeFileSync(join(home, file), 'hush\n');
    writeFileSync(join(home, 'harmless'), 'harmless\n');
    const files = `${home}/.ssh/id ${home}/.aws/credentials ${home}/.codex/auth.json ${home}/.netrc`;
    const { printed } = await runScript(
      `cat ${files} ${home}/harmless REPOSITORY/.git/config; git log --format=%s`,
      {
        HOME: home,
      },
    );
    expect(printed).not.toContain('hush');
    expect(printed).not.toContain('extraheader');
    expect(printed).toBe('Change it\nBegin\n');
  });
});
