import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hiddenPathIn } from '../../../src/agents/sandbox/hidden-paths.ts';
import { diagnose } from '../../../src/agents/team/doctor.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { type FixtureRun, runFixture } from '../../helpers/run-fixture.ts';

const hasBubblewrap = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'bwrap')));

/** A folder of `/tmp` that holds a configuration and a program which prints it. */
function machine() {
  const folder = temporaryDirectory();
  const configuration = join(folder, 'etc', 'mine.json');
  mkdirSync(join(folder, 'etc'));
  writeFileSync(
    configuration,
    '{"summary":"from the configuration","findings":[],"coverage":[{"path":"a.ts","status":"read"}]}\n',
  );
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'mine');
  writeFileSync(program, `#!/bin/sh\nexec cat ${configuration}\n`, { mode: 0o755 });
  return { folder, configuration, program };
}

const run = async (declaration: FixtureRun['declaration'], more: Partial<FixtureRun> = {}) =>
  (await runFixture('mine', { declaration: declaration ?? {}, ...more })).run;

describe.skipIf(!hasBubblewrap)('An agent whose sandbox hides a file', () => {
  test('is told which, and how to show it', async () => {
    const { program, configuration } = machine();
    const ended = await run({ command: [program] });
    expect(ended).toMatchObject({ outcome: 'crashed' });
    expect(ended.reason).toContain(`hides ${configuration}`);
    expect(ended.reason).toContain('"readable"');
  });

  test('reads it where its declaration says so, and no other', async () => {
    const { program, configuration, folder } = machine();
    writeFileSync(join(folder, 'etc', 'other'), 'other');
    const ended = await run({ command: [program], readable: [configuration] });
    expect(ended).toMatchObject({ outcome: 'completed' });
    expect(ended.answer).toContain('from the configuration');
    const shell = ['sh', '-c', `cat ${folder}/etc/other || cat ${configuration}`];
    expect((await run({ command: shell, readable: [configuration] })).answer).not.toContain('other');
  });

  test('is not told of what is nowhere, or of its own folders', () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'a'), '');
    const hiding = { hidden: [folder], shown: [join(folder, 'a')] };
    expect(hiddenPathIn(`${folder}/absent ${folder}/a ${folder}x /etc/passwd`, hiding)).toBeNull();
    expect(hiddenPathIn(`open "${folder}/a": no`, { ...hiding, shown: [] })).toBe(join(folder, 'a'));
  });

  test('finds what a wrapper starts, packages above a script, and files of options', async () => {
    const { folder, configuration } = machine();
    writeFileSync(join(folder, 'bin', 'plain'), '#!/bin/sh\nexec cut -c1- -- $(echo "$1" | cut -d= -f2)\n', {
      mode: 0o755,
    });
    const path = `${join(folder, 'bin')}:${process.env.PATH}`;
    const wrapped = await run(
      { command: ['env', 'X=1', 'plain', `--file=${configuration}`] },
      { ports: { environment: { PATH: path } } },
    );
    expect(wrapped).toMatchObject({ outcome: 'completed' });
    const tool = temporaryDirectory();
    mkdirSync(join(tool, 'node_modules', 'word'), { recursive: true });
    writeFileSync(
      join(tool, 'node_modules/word/index.js'),
      'module.exports = \'{"findings":[],"summary":"x","coverage":[{"path":"a.ts","status":"read"}]}\';',
    );
    writeFileSync(join(tool, 'package.json'), '{"type":"commonjs"}');
    mkdirSync(join(tool, 'src'));
    writeFileSync(join(tool, 'src/agent.js'), "console.log(require('word'));");
    const packaged = await run({ command: [process.execPath, join(tool, 'src/agent.js')] });
    expect(packaged).toMatchObject({ outcome: 'completed' });
  });

  test('finds what lies behind links: a script, what lies beside it, and packages of a workspace', async () => {
    const [tool, links] = [temporaryDirectory(), temporaryDirectory()];
    const write = (path: string, text: string) => {
      mkdirSync(join(tool, dirname(path)), { recursive: true });
      writeFileSync(join(tool, path), text);
    };
    write('package.json', '{"type":"commonjs"}');
    write(
      'packages/word/index.js',
      'module.exports = \'{"findings":[],"summary":"x","coverage":[{"path":"a.ts","status":"read"}]}\';',
    );
    write('src/say.js', 'exports.say = console.log;');
    write('src/agent.js', "require('./say.js').say(require('@acme/word'));");
    mkdirSync(join(tool, 'node_modules/@acme'), { recursive: true });
    symlinkSync('../../packages/word', join(tool, 'node_modules/@acme/word'));
    symlinkSync(join(tool, 'src/agent.js'), join(links, 'agent.js'));
    const linked = await run({ command: [process.execPath, join(links, 'agent.js')] });
    expect(linked, linked.reason ?? '').toMatchObject({ outcome: 'completed' });
  });
});

describe('A private HOME', () => {
  const home = ['sh', '-c', 'cat $HOME/.config/mine.json'];
  const text = '{"summary":"of the base","findings":[],"coverage":[{"path":"a.ts","status":"read"}]}\n';
  const repository = () =>
    makeChange({ 'a.ts': 'one\n', 'tools/mine.json': text }, { 'a.ts': 'two\n', 'tools/mine.json': 'HEAD' });

  test('gets the files that a declaration names, as the base has them', async () => {
    const files = { '.config/mine.json': 'tools/mine.json' };
    const ended = await run({ command: home, files }, { repository: repository() });
    expect(ended).toMatchObject({ outcome: 'completed', answer: text });
  });

  test('gets none that only the pull request has', async () => {
    const files = { '.config/mine.json': 'tools/new.json' };
    const ended = await run(
      { command: home, files },
      { repository: makeChange({ 'a.ts': 'one\n' }, { 'tools/new.json': 'HEAD' }) },
    );
    expect(ended).toMatchObject({ outcome: 'missing', answer: null });
    expect(ended.reason).toContain('tools/new.json, which is not in the base revision');
  });

  test.each(['../x', '/x', 'a/../../x'])('does not reach to %s', (path) => {
    const yaml = `agents: { mine: { command: [a], files: { ${JSON.stringify(path)}: b } } }`;
    expect(() => parseConfiguration(yaml, 'test')).toThrow(/relative path/);
  });
});

describe('Doctor', () => {
  const examine = async (yaml: string, PATH = process.env.PATH) => {
    const ports = buildPorts({ environment: { PATH } });
    const [found] = await diagnose({
      names: ['mine'],
      configuration: parseConfiguration(yaml, 'test'),
      probe: false,
      ports,
    });
    return found;
  };

  test('says that a wrapper has nothing to start', async () => {
    expect(
      await examine('agents: { mine: { command: [timeout, -k, "5", "60", no-such-program, --json] } }'),
    ).toMatchObject({
      outcome: 'missing',
      reason: expect.stringContaining('no-such-program'),
    });
    expect(await examine('agents: { mine: { command: [env, -u, NAME, sh, -c, x] } }')).toMatchObject({
      outcome: 'completed',
    });
    expect(await examine('agents: { mine: { command: [nice, node, tools/a.mjs] } }')).toMatchObject({
      outcome: 'completed',
    });
  });

  test.skipIf(!hasBubblewrap)('tries inside the sandbox what a command names', async () => {
    const { program, folder } = machine();
    expect(
      await examine(`agents: { mine: { command: [${program}], readable: [${folder}/etc] } }`),
    ).toMatchObject({
      outcome: 'completed',
    });
    expect(await examine(`agents: { mine: { command: [${program}, ${folder}/absent] } }`)).toMatchObject({
      outcome: 'missing',
      reason: expect.stringContaining(`${folder}/absent is not there`),
    });
  });

  test.skipIf(!hasBubblewrap)('says which path is hidden, where it asks for a word', async () => {
    const { program, configuration } = machine();
    const configurationOf = parseConfiguration(`agents: { mine: { command: [${program}] } }`, 'test');
    const ports = buildPorts({ environment: { PATH: process.env.PATH } });
    const [found] = await diagnose({ names: ['mine'], configuration: configurationOf, probe: true, ports });
    expect(found?.answer?.reason).toContain(`hides ${configuration}`);
  });
});
