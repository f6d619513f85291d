import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deepReview } from '../../helpers/deep-review.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { makeChange, type TestRepository, temporaryDirectory } from '../../helpers/repository.ts';
import { startDeepReview } from '../../helpers/start-deep-review.ts';
import { named, product, tryCells } from './cells.ts';
import { expectSurvival } from './survival.ts';

const change = () => makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
const asked = ['--base', 'main', '--agents', 'checks'];
const startIn = ({ directory }: TestRepository, environment = {}) =>
  startDeepReview(['--repo', directory, ...asked], { environment });

function objectPath({ directory, git }: TestRepository, revision: string): string {
  const oid = git('rev-parse', revision);
  const path = join(directory, '.git/objects', oid.slice(0, 2), oid.slice(2));
  chmodSync(path, 0o644);
  return path;
}

test('an object that is corrupt ends the review soundly', { timeout: 300_000 }, async () => {
  const harms: Readonly<Record<string, (path: string) => void>> = {
    rubbish: (path) => writeFileSync(path, 'rubbish'),
    empty: (path) => truncateSync(path, 0),
    cut: (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2)),
    missing: (path) => rmSync(path),
    'a folder': (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  };
  const revisions = named('HEAD', 'HEAD^{tree}', 'HEAD:a.js', 'main', 'main^{tree}', 'main:a.js');
  await tryCells(product(harms, revisions), ([harm, revision]) => {
    const repository = change();
    harm(objectPath(repository, revision));
    return expectSurvival(startIn(repository));
  });
});

test('a repository whose own files are broken ends the review soundly', { timeout: 300_000 }, async () => {
  const harms: Readonly<Record<string, (git: string) => void>> = {
    'HEAD is empty': (git) => writeFileSync(join(git, 'HEAD'), ''),
    'HEAD is gone': (git) => rmSync(join(git, 'HEAD')),
    'HEAD points nowhere': (git) => writeFileSync(join(git, 'HEAD'), 'ref: refs/heads/none\n'),
    'HEAD points at itself': (git) => writeFileSync(join(git, 'HEAD'), 'ref: HEAD\n'),
    'the configuration is rubbish': (git) => writeFileSync(join(git, 'config'), '[core\n\0'),
    'the configuration is endless': (git) =>
      writeFileSync(join(git, 'config'), `[include]\n\tpath = ${join(git, 'config')}\n`),
    'the index is rubbish': (git) => writeFileSync(join(git, 'index'), 'rubbish'),
    'the index is empty': (git) => writeFileSync(join(git, 'index'), ''),
    'a reference is rubbish': (git) => writeFileSync(join(git, 'refs/heads/main'), 'rubbish\n'),
    'a reference names nothing': (git) => writeFileSync(join(git, 'refs/heads/main'), `${'1'.repeat(40)}\n`),
    'packed references are rubbish': (git) => writeFileSync(join(git, 'packed-refs'), 'rubbish\0'),
    'the shallow file is rubbish': (git) => writeFileSync(join(git, 'shallow'), 'rubbish'),
    'other objects are nowhere': (git) => writeFileSync(join(git, 'objects/info/alternates'), '/nowhere\n'),
    'a graph of commits is rubbish': (git) => writeFileSync(join(git, 'objects/info/commit-graph'), 'CGPH'),
    'replacements are rubbish': (git) => {
      mkdirSync(join(git, 'refs/replace'), { recursive: true });
      writeFileSync(join(git, `refs/replace/${'1'.repeat(40)}`), 'rubbish');
    },
    'all is locked': (git) => {
      for (const name of ['index', 'HEAD', 'config', 'shallow', 'packed-refs', 'refs/heads/main'])
        writeFileSync(join(git, `${name}.lock`), '');
    },
    'objects are gone': (git) => rmSync(join(git, 'objects'), { recursive: true }),
  };
  await tryCells(harms, (harm) => {
    const repository = change();
    harm(join(repository.directory, '.git'));
    return expectSurvival(startIn(repository));
  });
});

test('a pack that is broken ends the review soundly', { timeout: 300_000 }, async () => {
  const files = named('pack', 'idx');
  await tryCells(product(files, named(0, 8, 40, 200)), ([ending, length]) => {
    const repository = change();
    repository.git('gc', '--quiet');
    const packs = join(repository.directory, '.git/objects/pack');
    const pack = readdirSync(packs).find((name) => name.endsWith(`.${ending}`)) ?? '';
    chmodSync(join(packs, pack), 0o644);
    truncateSync(join(packs, pack), length);
    return expectSurvival(startIn(repository));
  });
});

/** Git that behaves at one of its calls; calls are counted in a file. */
function gitThat(behaviour: string, call: number): Record<string, string> {
  const counter = join(temporaryDirectory(), 'calls');
  const git = `echo x >> ${counter}
if [ $(wc -l < ${counter}) -eq ${call} ]; then ${behaviour}; fi
exec /usr/bin/git "$@"`;
  return { PATH: `${fakePrograms({ git })}:/usr/bin:/bin` };
}

const behaviours = {
  'is killed': 'kill -9 $$',
  'says nothing': 'exit 0',
  fails: 'echo "fatal: no luck" >&2; exit 128',
  'stops half-way': '/usr/bin/git "$@" | head -c 60; exit 0',
  'talks nonsense': 'echo "what a day"; exit 0',
  'closes its input': 'exec 0<&-; exit 1',
};
/** As many calls as a review makes, so that each is hit once. */
const calls = 24;

test('git that fails at any of its calls ends the review soundly', { timeout: 900_000 }, async () => {
  const repository = change();
  const counted = temporaryDirectory();
  const programs = fakePrograms({ git: `echo x >> ${counted}/calls; exec /usr/bin/git "$@"` });
  deepReview(['--repo', repository.directory, ...asked], {
    environment: { PATH: `${programs}:/usr/bin:/bin` },
  });
  const made = readFileSync(join(counted, 'calls'), 'utf8').length / 2;
  console.log(`A review calls git ${made} times`);
  expect(made).toBeLessThanOrEqual(calls);
  const numbers = named(...Array.from({ length: made }, (_, index) => index + 1));
  await tryCells(product(behaviours, numbers), ([behaviour, call]) =>
    expectSurvival(startIn(repository, gitThat(behaviour, call))),
  );
});
