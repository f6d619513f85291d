import { describe, expect, test } from 'vitest';
import { surveyFiles } from '../../../src/commands/init/survey.ts';

describe('surveyFiles', () => {
  test('knows package managers by their lock files, and the manifests that are there', () => {
    const { packageManagers } = surveyFiles([
      'package-lock.json',
      'web/package.json',
      'api/go.mod',
      'api/go.sum',
    ]);
    expect(packageManagers.map(({ name, manifests }) => [name, ...manifests])).toEqual([
      ['npm', 'package.json'],
      ['Go', 'go.mod'],
    ]);
  });

  test.each<[string, string[], string[]]>([
    [
      'Python without a lock file',
      ['setup.cfg', 'pyproject.toml', 'src/a.py'],
      ['pip', 'pyproject.toml', 'setup.cfg'],
    ],
    ['Python with one', ['uv.lock', 'pyproject.toml'], ['uv', 'pyproject.toml']],
    ['Go without dependencies', ['go.mod', 'main.go'], ['Go', 'go.mod']],
    ['a Go workspace', ['go.work', 'a/go.mod', 'a/go.sum'], ['Go', 'go.mod', 'go.work']],
    [
      'pnpm with what runs while it installs',
      ['pnpm-lock.yaml', 'package.json', '.pnpmfile.cjs', 'pnpm-workspace.yaml'],
      ['pnpm', 'package.json', 'pnpm-workspace.yaml', '.pnpmfile.cjs'],
    ],
  ])('knows %s', (_, paths, manager) => {
    expect(surveyFiles(paths).packageManagers.map(({ name, manifests }) => [name, ...manifests])).toEqual([
      manager,
    ]);
  });

  test('names house rules where some are not found by themselves, with those that are', () => {
    expect(surveyFiles(['AGENTS.md', 'src/a.ts']).houseRules).toEqual([]);
    expect(
      surveyFiles(['AGENTS.md', 'CONTRIBUTING.md', 'docs/style-guide.md', 'src/a.ts']).houseRules,
    ).toEqual(['AGENTS.md', 'CONTRIBUTING.md', 'docs/style-guide.md']);
  });

  test('tells folders whose name says it from those that people must judge', () => {
    const { generated, vendored, sensitive } = surveyFiles([
      'src/generated/a.ts',
      'src/generated/deep/b.ts',
      'build/steps.py',
      'external/zlib/z.c',
      'db/migrations/1.sql',
      'src/main.ts',
    ]);
    expect(generated).toEqual([
      { glob: 'src/generated/**', files: 2, isSure: true },
      { glob: 'build/**', files: 1, isSure: false },
    ]);
    expect(vendored).toEqual([{ glob: 'external/**', files: 1, isSure: false }]);
    expect(sensitive).toEqual([{ glob: 'db/migrations/**', files: 1, isSure: true }]);
  });

  test('leaves out what every review recognises', () => {
    const paths = [
      'vendor/external/a.go',
      'app/dist/index.js',
      'node_modules/x/generated/y.js',
      'a/generated/x.pb.go',
    ];
    expect(surveyFiles(paths)).toEqual({
      packageManagers: [],
      houseRules: [],
      generated: [],
      vendored: [],
      sensitive: [],
    });
  });

  test('says one name once where many folders have it', () => {
    const paths = ['a', 'b', 'c', 'd'].map((folder) => `packages/${folder}/generated/x.ts`);
    expect(surveyFiles(paths).generated).toEqual([{ glob: '**/generated/**', files: 4, isSure: true }]);
  });

  test('never suggests a name that would mean something else in a glob or in YAML', () => {
    expect(
      surveyFiles(["it's/generated/a", '[x]/generated/a', 'a\n b/generated/c', '{}/migrations/1']).generated,
    ).toEqual([]);
  });
});
