import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { lockFiles, tellsDependencies } from '../../../src/checks/dependencies/lock-files.ts';
import { manifests } from '../../../src/checks/dependencies/locks/manifests.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

test('manifests and lock files are known by their names before their parsers are', () => {
  const names = manifests.flatMap(({ file, locks }) => [file, ...Object.keys(locks)]);
  expect(names).toContain('Pipfile.lock');
  expect(names.filter((name) => !tellsDependencies(`web/${name}`))).toEqual([]);
  expect(['src/a.ts', 'README.md', 'Profile'].filter(tellsDependencies)).toEqual([]);
});

test('a manifest that asks for versions in two ways is one manifest', async () => {
  const change: Sample = {
    'package.json': ['{}', '{"dependencies": {"a": "^2.0.0"},\n"overrides": {"b": "3.0.0"}}'],
    'bun.lock': ['{"workspaces": {"": {}}}', '{"workspaces": {"": {}}}'],
  };
  const { findings } = await runChecks([lockFiles], buildChange(change), buildReadText(change));
  expect(findings.map(({ title }) => title)).toEqual(['bun.lock does not record `a`']);
  expect(findings[0]?.evidence).toEqual([expect.objectContaining({ text: 'bun.lock does not record `b`.' })]);
});

const same = (text: string) => [text, text] as const;
const composerLock = (version: string) =>
  `{"content-hash": "1", "packages": [{\n"name": "a/b",\n"version": "${version}"}]}`;
const uvLock = (requirement: string) =>
  `[[package]]\nname = "x"\nsource = { editable = "." }\ndependencies = [\n    { name = "a" },\n]\n\n[package.metadata]\nrequires-dist = [${requirement}]\n`;
const pyproject = (requirement: string) => `[project]\nname = "x"\ndependencies = ["${requirement}"]\n`;
const workspace = (version: string) => `[workspace.dependencies]\na = "${version}"\n`;
const member = (asks: string) => `[package]\nname = "x"\n[dependencies]\n${asks}`;
const cargoLock = (version: string, asked = 'a') =>
  `[[package]]\nname = "a"\nversion = "${version}"\nsource = "registry+x"\n\n[[package]]\nname = "x"\ndependencies = [\n "${asked}",\n]\n`;

test.each<readonly [name: string, titles: readonly string[], Sample]>([
  [
    'a range for what had none (uv)',
    ['uv.lock does not record `a`'],
    {
      'pyproject.toml': [pyproject('a'), pyproject('a>=2')],
      'uv.lock': [uvLock('{ name = "a" }'), uvLock('{ name = "a" }')],
    },
  ],
  [
    'no range for what had one (uv)',
    ['uv.lock does not record `a`'],
    {
      'pyproject.toml': [pyproject('a>=2'), pyproject('a')],
      'uv.lock': [uvLock('{ name = "a", specifier = ">=2" }'), uvLock('{ name = "a", specifier = ">=2" }')],
    },
  ],
  [
    'a range for what comes from an address (uv)',
    [],
    {
      'pyproject.toml': [pyproject('a'), pyproject('a>=2')],
      'uv.lock': [
        uvLock('{ name = "a", git = "https://a.example/a" }'),
        uvLock('{ name = "a", git = "https://a.example/a" }'),
      ],
    },
  ],
  [
    'a dependency of a workspace that no member takes (Cargo)',
    [],
    {
      'Cargo.toml': ['[workspace.dependencies]\n', workspace('2')],
      'Cargo.lock': [cargoLock('1.0.0'), cargoLock('1.0.0')],
    },
  ],
  [
    'a version of a workspace that no member takes (Cargo)',
    [],
    {
      'Cargo.toml': [workspace('2'), workspace('3')],
      'Cargo.lock': [cargoLock('1.0.0'), cargoLock('1.0.0')],
    },
  ],
  [
    'a version of a workspace that a member takes (Cargo)',
    ['Cargo.lock does not record `a`'],
    {
      'Cargo.toml': [workspace('1'), workspace('2')],
      'Cargo.lock': [cargoLock('1.0.0'), cargoLock('1.0.0')],
    },
  ],
  [
    'a dependency of a workspace that a member newly takes (Cargo)',
    ['Cargo.lock does not record `a`'],
    {
      'Cargo.toml': [`[workspace]\n${workspace('1')}`, `[workspace]\n${workspace('1')}`],
      'Cargo.lock': [cargoLock('1.0.0', 'b'), cargoLock('1.0.0', 'b')],
      'x/Cargo.toml': [member(''), member('a.workspace = true\n')],
    },
  ],
  [
    'one that a member newly takes under the name of the workspace (Cargo)',
    [],
    {
      'Cargo.toml': '[workspace.dependencies]\nb = { package = "a", version = "1" }\n[workspace]\n',
      'Cargo.lock': [cargoLock('1.0.0', 'b'), cargoLock('1.0.0')],
      'x/Cargo.toml': [member(''), member('b = { workspace = true }\n')],
    },
  ],
  [
    'what is locked at a version that fits (Composer)',
    [],
    {
      'composer.json': ['{"require": {"a/b": "^1.2"}}', '{"require": {"a/b": "^2.0"}}'],
      'composer.lock': same(composerLock('v2.1.0')),
    },
  ],
  [
    'what is locked at a version that does not fit (Composer)',
    ['composer.lock does not record `a/b`'],
    {
      'composer.json': ['{"require": {"a/b": "^1.2"}}', '{"require": {"a/b": "^2.0"}}'],
      'composer.lock': same(composerLock('v1.4.0')),
    },
  ],
])('%s', async (_, titles, change) => {
  const { findings } = await runChecks([lockFiles], buildChange(change), buildReadText(change));
  expect(findings.map(({ title }) => title)).toEqual(titles);
});
