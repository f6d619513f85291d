import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../src/change/git/git.ts';
import type { Proof } from '../../src/model/proof.ts';
import { createProver } from '../../src/proof/create-prover.ts';
import type { ProofSettings } from '../../src/proof/proof-settings.ts';
import { buildPorts } from '../helpers/ports.ts';
import { type FileContent, makeChange, temporaryDirectory } from '../helpers/repository.ts';

type Files = Readonly<Record<string, FileContent>>;

const good = { 'sum.js': "const { add } = require('./made.js');\nexports.sum = (a, b) => add(a, b);\n" };
const bad = { 'sum.js': "const { add } = require('./made.js');\nexports.sum = (a, b) => add(a, -b);\n" };
const made = "echo 'exports.add = (a, b) => a + b;' > made.js";
const honest = `node -e 'let got; try { got = require("./sum.js").sum(2, 3); } catch { process.exit(2); } if (got !== 5) { console.log("REPRO: " + got); process.exit(1); }'`;

async function proveWith(
  overrides: Partial<ProofSettings>,
  {
    base = good,
    head = bad,
    path = process.env.PATH,
    script = honest,
  }: { base?: Files; head?: Files; path?: string | undefined; script?: string } = {},
): Promise<Proof> {
  const repository = makeChange(base, head);
  const ports = buildPorts({
    environment: { PATH: path, HOME: process.env.HOME },
    temporaryDirectory: temporaryDirectory(),
  });
  const git = await openRepository(repository.directory, ports);
  const prover = createProver({
    git,
    head: await git.resolve('feature'),
    base: (await git.resolve('main')) ?? '',
    checkout: repository.directory,
    settings: {
      mode: 'all',
      setup: null,
      build: null,
      check: null,
      test: null,
      reuse: [],
      timeoutMs: 20_000,
      memoryMb: 1_024,
      network: 'none',
      sandbox: 'bubblewrap',
      ...overrides,
    },
    ports,
  });
  try {
    const request = {
      finding: 'a/1',
      author: 'a',
      script,
      needs: null,
      shows: null,
      patch: null,
      mutation: null,
    };
    return await prover.prove(request);
  } finally {
    await prover.close();
  }
}

describe('what a tree needs', { timeout: 60_000 }, () => {
  test.each<[string, Partial<ProofSettings>]>([
    ['a set-up makes', { setup: made }],
    ['a build makes', { build: made }],
    ['a set-up makes and a check finds', { setup: made, check: 'test -f made.js' }],
  ])('%s, and the script runs', async (_, settings) => {
    expect(await proveWith(settings)).toMatchObject({ status: 'proven-regression' });
  });

  test('is missing where nothing makes it, and that is no defect', async () => {
    expect(await proveWith({})).toMatchObject({ status: 'not-run', fix: null });
  });

  test.each<[string, Partial<ProofSettings>, RegExp]>([
    [
      'set-up',
      { setup: 'echo no such package >&2; exit 7' },
      /The set-up failed \(exit code 7\): no such package/,
    ],
    ['build', { build: 'echo no compiler; exit 1' }, /The build of head failed: no compiler/],
    ['check', { setup: made, check: 'echo not ready; false' }, /The check of head failed: not ready/],
    ['reuse', { reuse: ['vendor/none'] }, /The checkout has no folder vendor\/none/],
  ])('that a failing %s does not make is infrastructure, and said', async (_, settings, words) => {
    const proof = await proveWith(settings);
    expect(proof.status).toBe('not-run');
    expect(proof.reason).toMatch(words);
  });

  test('that fails at the merge base alone makes no pass of it', async () => {
    const setup = `${made}; ! grep -q "add(a, b);" sum.js`;
    const lock = (version: number) => ({ 'package-lock.json': `{"lockfileVersion": ${version}}\n` });
    const proof = await proveWith({ setup }, { base: { ...good, ...lock(2) }, head: { ...bad, ...lock(3) } });
    expect(proof.status).toBe('not-run');
    expect(proof.arms.find(({ arm }) => arm === 'base')).toMatchObject({
      runs: [],
      trouble: expect.stringContaining('set-up'),
    });
  });
});

describe('what a change puts in the way of a set-up', { timeout: 60_000 }, () => {
  const show = 'echo "REPRO: shown"; exit 1';
  /** A folder of this machine that no script may see, nor anything be put into. */
  const elsewhere = () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'private.txt'), 'a private text');
    chmodSync(directory, 0o755);
    return directory;
  };

  test('shows scripts nothing of this machine: a link that a set-up makes is a link', async () => {
    const directory = elsewhere();
    const proof = await proveWith({ setup: `ln -s ${directory} added` }, { script: `cat added/*; ${show}` });
    expect(proof.arms[0]?.runs[0]?.output).toContain('REPRO: shown');
    expect(JSON.stringify(proof.arms)).not.toContain('a private text');
  });

  test.each([
    ['a folder', 'mkdir -p packages/a/made'],
    ['a file', 'mkdir -p packages/a; touch packages/a/made.txt'],
  ])('leads %s of it nowhere: a link is no place for it', async (_, setup) => {
    const directory = elsewhere();
    writeFileSync(join(directory, 'file.js'), 'of nobody');
    const { mtimeMs } = statSync(directory);
    const file = { 'packages/a/file.js': '' };
    // Which tree is set up first, for both, is chance.
    for (let time = 0; time < 4; time++) {
      await proveWith(
        { setup: `[ -L packages/a ] || { ${setup}; }` },
        { base: { ...good, ...file }, head: { ...bad, 'packages/a': { link: directory } }, script: show },
      );
      expect(readdirSync(directory)).toEqual(['file.js', 'private.txt']);
      expect(statSync(directory).mtimeMs).toBe(mtimeMs);
    }
  });
});

describe('where there is no sandbox', { timeout: 60_000 }, () => {
  test('none runs, and what to install is said', async () => {
    const path = temporaryDirectory();
    const proof = await proveWith({ setup: made }, { path });
    expect(proof).toMatchObject({ status: 'not-run', arms: [] });
    expect(proof.reason).toMatch(/bubblewrap is not installed \(apt-get install bubblewrap\)/);
  });

  test('none runs where the user may make no namespaces, and its words are said', async () => {
    const directory = temporaryDirectory();
    const bwrap = join(directory, 'bwrap');
    // What bubblewrap says to a user without namespaces of its own.
    writeFileSync(bwrap, '#!/bin/sh\necho "bwrap: No permissions to create a new namespace" >&2\nexit 1\n');
    chmodSync(bwrap, 0o755);
    const proof = await proveWith({ setup: made }, { path: `${directory}:${process.env.PATH}` });
    expect(proof).toMatchObject({ status: 'not-run', arms: [] });
    expect(proof.reason).toContain(
      'bubblewrap does not start here (bwrap: No permissions to create a new namespace)',
    );
  });

  test('all run all the same where the configuration says so', async () => {
    const path = `${process.env.PATH}:${temporaryDirectory()}`;
    const proof = await proveWith({ setup: made, sandbox: 'none' }, { path });
    expect(proof).toMatchObject({ status: 'proven-regression' });
    expect(proof.arms.every(({ trouble }) => trouble === null)).toBe(true);
  });
});
