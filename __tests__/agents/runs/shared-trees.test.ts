import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createAgentRunner } from '../../../src/agents/runs/run-agent.ts';
import { layerTree } from '../../../src/agents/sandbox/layered-tree.ts';
import type { TeamMember } from '../../../src/agents/team/team.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildChange } from '../../helpers/change.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { buildMember, requestFor } from '../../helpers/run-fixture.ts';

const works = (command: string, ...parameters: string[]): boolean => {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const hasBubblewrap = works('bwrap', '--ro-bind', '/', '/', '--unshare-pid', 'true');

/** Whether somebody like us may mount one folder over another on the file system of our temporary folders. */
function canLayer(): boolean {
  const folder = temporaryDirectory();
  const [source = '', place = '', scratch = ''] = ['lower', 'upper', 'work'].map((name) =>
    join(folder, name),
  );
  for (const path of [source, place, scratch]) mkdirSync(path);
  const [program = '', ...prefix] = layerTree({ source, place, scratch, own: '' }) ?? [];
  return works(program, ...prefix, 'true');
}

/** An agent of the kind whose CLI only reads: it may not write its workspace. */
function reader(name: string, script: string, readable: readonly string[] = []): TeamMember {
  const member = writer(name, script, readable);
  if (member.agent.type !== 'cli') throw new Error('no command');
  const { runsRepositoryFiles: _, ...agent } = member.agent;
  return { ...member, agent };
}

/** A command of the user's own: it may write its workspace. */
const writer = (name: string, script: string, readable: readonly string[] = []): TeamMember =>
  buildMember(name, { declaration: { command: ['sh', '-c', script], readable: [...readable] } });

/** A program of the repository: tries to change itself, and says what it is then. */
const tool = '(echo "echo spoilt" > "$0"; rm -f "$0") 2>/dev/null; cat "$0" | wc -l; git rev-parse HEAD\n';

/** A review of one change by several agents, on a machine where some programs fail, and others are scripts. */
async function openReview(failing: readonly string[] = [], scripts: Readonly<Record<string, string>> = {}) {
  const broken = Object.fromEntries(failing.map((name) => [name, 'exit 1']));
  const programs = fakePrograms({ ...broken, ...scripts });
  const ports = buildPorts({ environment: { PATH: `${programs}:${process.env.PATH}` } });
  const repository = makeChange(
    { 'a.ts': 'one\n', 'b/c.ts': 'c\n', 'd/e.ts': 'e\n', 'tools/review.sh': tool },
    { 'a.ts': 'two\n' },
  );
  const outputDirectory = temporaryDirectory();
  const runner = createAgentRunner({
    change: buildChange({ 'a.ts': ['one\n', 'two\n'] }),
    revisions: await resolveRevisions(requestFor(repository), ports),
    outputDirectory,
    ports,
    pausesMs: [],
  });
  onTestFinished(() => runner.close());
  const heads = join(ports.temporaryDirectory, 'runs/head');
  const treesOf = (end: 'head' | 'base') => {
    const folder = join(ports.temporaryDirectory, 'runs', end);
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'b/c.ts')));
  };
  return {
    run: (member: TeamMember) =>
      runner.run(member, buildBrief({ role: 'editor', text: `For ${member.agent.name}.\n` })),
    /** Trees that were written to the disk. */
    trees: () => treesOf('head'),
    basesTrees: () => treesOf('base'),
    shared: (path: string) => readFileSync(join(heads, 'shared', path), 'utf8'),
    changesOf: (name: string) =>
      readFileSync(join(outputDirectory, 'raw', name, 'workspace-changes.txt'), 'utf8')
        .trim()
        .split('\n'),
  };
}

/** Two agents that take turns: each waits at `TURN` until the other is there too. */
function meeting() {
  const place = temporaryDirectory();
  mkdirSync(join(place, 'meeting'));
  const [there, back] = [join(place, 'meeting/there'), join(place, 'meeting/back')];
  execFileSync('mkfifo', [there, back]);
  return {
    place: [join(place, 'meeting')],
    first: (script: string) => script.replaceAll('TURN', `echo > ${there}; read _ < ${back}`),
    second: (script: string) => script.replaceAll('TURN', `read _ < ${there}; echo > ${back}`),
  };
}

describe.skipIf(!hasBubblewrap)('Agents that only read', () => {
  test('share one tree, each with its own brief', async () => {
    const { run, trees } = await openReview();
    const script = 'cat a.ts .deep-review/brief.md; git status --porcelain; git log --format=%s';
    const printed = await Promise.all(['ada', 'bob', 'cy'].map((name) => run(reader(name, script))));
    expect(printed.map(({ answer }) => answer)).toEqual(
      ['ada', 'bob', 'cy'].map((name) => `two\nFor ${name}.\nChange it\nBegin\n`),
    );
    expect(trees()).toEqual(['shared']);
  });

  test.each([
    ['in place', 'echo x > a.ts'],
    ['over it', 'echo x > "$TMPDIR/x"; mv "$TMPDIR/x" a.ts'],
    ['with its mode', 'chmod 777 a.ts'],
    ['with its times', 'touch a.ts'],
    ['by another name', 'ln a.ts "$HOME/a.ts" && echo x > "$HOME/a.ts"'],
    ['by removing it', 'rm -f a.ts'],
    [
      'by its repository',
      'git checkout -q --detach HEAD~1; git config user.name x; git update-index --refresh',
    ],
    ['in a new file', 'echo x > x.ts'],
    ['in its brief', 'echo x > .deep-review/brief.md; echo x > .deep-review/x'],
    ['with another mount', 'mount -o remount,rw . ; mount -t tmpfs none . ; umount .'],
    ['as root of a namespace', 'unshare -Urm sh -c "mount -o remount,bind,rw . ; umount . ; echo x > a.ts"'],
  ])('change nothing of it: %s', async (_, attempt) => {
    const { run, trees, shared } = await openReview();
    const asIs = 'cat a.ts; ls -A; ls .deep-review; git rev-parse --abbrev-ref HEAD; stat -c "%a %Y %Z" a.ts';
    const before = await run(reader('before', asIs));
    const ended = await run(reader('ada', `(${attempt}) 2>/dev/null; echo tried`));
    expect(ended).toMatchObject({ answer: 'tried\n', changedWorkspace: false });
    expect((await run(reader('after', asIs))).answer).toBe(before.answer);
    expect([trees(), shared('a.ts')]).toEqual([['shared'], 'two\n']);
  });

  test('see nothing of another that is under way: no brief, no process, no time of a reading', async () => {
    const { run } = await openReview();
    const { place, first, second } = meeting();
    const times = 'stat -c %X a.ts b/c.ts';
    const [, seen] = await Promise.all([
      run(reader('ada', first('TURN; cat b/c.ts; TURN; TURN'), place)),
      run(
        reader(
          'bob',
          second(
            `${times}; TURN; TURN; ${times}; cat .deep-review/brief.md; ls -A ..; ls -d /proc/[0-9]* | wc -l; TURN`,
          ),
          place,
        ),
      ),
    ]);
    const [a, c, laterA, laterC, brief, around, processes] = (seen.answer ?? '').trim().split('\n');
    expect([laterA, laterC, brief]).toEqual([a, c, 'For bob.']);
    expect(around).toMatch(/^workspace-\d$/);
    expect(Number(processes)).toBeLessThan(8);
  });
});

describe.skipIf(!hasBubblewrap)('Agents that may write', () => {
  const spoil = 'echo spoilt > a.ts; rm -r b; mkdir b; rm -r d; echo x > new.ts; mkdir empty;';
  const look = 'cat a.ts b/c.ts d/e.ts; ls -A; git status --porcelain';
  const untouched = 'two\nc\ne\n.deep-review\n.fdignore\n.git\n.ignore\n.rgignore\na.ts\nb\nd\ntools\n';

  test.each([
    ['share what none of them writes, where layers can be mounted', []],
    ['have trees of their own where layers cannot be mounted', ['mount']],
    ['have trees of their own without bubblewrap', ['bwrap']],
    ['have trees of their own without any sandbox', ['bwrap', 'unshare', 'setpriv']],
  ] as [string, string[]][])('%s, and see nothing of one another', async (_, failing) => {
    const { run, trees, changesOf } = await openReview(failing);
    const { place, first, second } = meeting();
    const [ada, bob] = await Promise.all([
      run(writer('ada', first(`${spoil} TURN; cat a.ts; TURN`), place)),
      run(writer('bob', second(`TURN; ${look}; TURN`), place)),
    ]);
    expect(ada).toMatchObject({ answer: 'spoilt\n', changedWorkspace: true });
    expect(bob).toMatchObject({ answer: untouched, changedWorkspace: false });
    const gone = ['b/c.ts', 'd', 'd/e.ts'];
    expect(changesOf('ada').filter((path) => !gone.includes(path))).toEqual(
      expect.arrayContaining(['a.ts', 'empty', 'new.ts']),
    );
    expect(changesOf('ada').some((path) => gone.includes(path))).toBe(true);
    expect((await run(writer('cy', look))).answer).toBe(untouched);
    if (failing.length > 0) expect(trees()).not.toContain('shared');
    else if (canLayer()) expect(trees()).toEqual(['shared']);
  });
});

describe.skipIf(!hasBubblewrap)('Commands from the repository', () => {
  const start = async (failing: readonly string[], scripts: Readonly<Record<string, string>> = {}) => {
    const review = await openReview(failing, scripts);
    const member = (name: string) =>
      buildMember(name, { declaration: { command: ['sh', 'tools/review.sh'] } });
    const runs = await Promise.all(['ada', 'bob', 'cy'].map((name) => review.run(member(name))));
    return { ...review, lines: runs.map(({ answer }) => answer?.split('\n')[0]?.trim()) };
  };

  test('share the base that they are taken from, and cannot change it', async () => {
    const { lines, basesTrees } = await start([]);
    expect([lines, basesTrees()]).toEqual([['1', '1', '1'], ['shared']]);
  });

  test('have each its own where nothing keeps them from writing it', async () => {
    const { lines, basesTrees } = await start(['bwrap']);
    expect([lines, basesTrees()]).toEqual([
      ['0', '0', '0'],
      ['workspace-1', 'workspace-2', 'workspace-3'],
    ]);
  });

  test('have each its own where the sandbox starts at first and not then', async () => {
    const fickle = `[ "$*" = "--ro-bind / / true" ]`;
    const { lines, basesTrees } = await start([], { bwrap: fickle });
    expect(lines).toEqual(['0', '0', '0']);
    expect(basesTrees().sort()).toEqual(['shared', 'workspace-1', 'workspace-2', 'workspace-3']);
  });
});

describe('An agent with a sandbox of its own', () => {
  const start = async (script: string, sandboxTrial?: string[]) => {
    const review = await openReview();
    const member = reader('ada', script);
    const detection = { ...member.detection, sandbox: 'read-only', ...(sandboxTrial && { sandboxTrial }) };
    return { ...review, ended: await review.run({ ...member, detection }) };
  };

  test.each([
    ['nobody can try it', undefined],
    ['it does not start inside', ['false']],
  ])('has a tree of its own where %s', async (_, trial) => {
    const { ended, trees } = await start('cat a.ts', trial);
    expect([ended.answer, trees()]).toEqual(['two\n', ['workspace-1']]);
  });
});
