import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { parseInputs } from '../../../src/config/inputs.ts';
import { silentLogger } from '../../../src/model/ports.ts';
import { withPorts } from '../../../src/review/lifetime.ts';
import { performReview } from '../../../src/review/perform-review.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';
import { startDeepReview } from '../../helpers/start-deep-review.ts';
import { printReview, reviewedBy } from './custom-agent.ts';
import { expectSurvival } from './survival.ts';

const isLong = process.env.DEEP_REVIEW_LOAD === 'long';
const figures: string[] = [];
afterAll(() => console.log(['Load:', ...figures].join('\n  ')));

const small = () => makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' }).directory;

/** Reviews, and notes the time and the memory that it took: the peak of our own process, not of agents. */
async function measure(name: string, argv: readonly string[]) {
  const peak = join(temporaryDirectory(), 'peak');
  const preload = join(temporaryDirectory(), 'note-peak.mjs');
  writeFileSync(
    preload,
    `import { writeFileSync } from 'node:fs';
     process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`,
  );
  const startedAt = performance.now();
  const ended = await expectSurvival(
    startDeepReview(argv, { environment: { NODE_OPTIONS: `--import=${preload}` } }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const mebibytes = Number(readFileSync(peak, 'utf8')) / 1024;
  figures.push(`${name}: ${seconds.toFixed(1)} s, ${mebibytes.toFixed(0)} MiB at most`);
  return { ...ended, mebibytes };
}

describe('A review', () => {
  test('by fifty agents at the same time ends soundly', { timeout: 300_000 }, async () => {
    const [, config = '', ...others] = reviewedBy(printReview('{}'));
    const { agents } = JSON.parse(readFileSync(config, 'utf8')) as { agents: { mine: object } };
    const names = Array.from({ length: 50 }, (_, index) => `mine-${index + 1}`);
    const limits = { 'max-parallel': 64, 'max-runs': 100 };
    const team = Object.fromEntries(names.map((name) => [name, agents.mine]));
    writeFileSync(config, JSON.stringify({ agents: team, limits }));
    const argv = ['--repo', small(), '--config', config, ...others, '--agents', names.join(',')];
    const { report, mebibytes } = await measure('50 agents', argv);
    expect(report?.agents.filter(({ outcome }) => outcome === 'completed')).toHaveLength(50);
    expect(mebibytes).toBeLessThan(700);
  });

  test('of ten thousand findings ends soundly, with a row in the ledger for each', {
    timeout: 300_000,
  }, async () => {
    const many = printReview(`{ findings: Array.from({ length: 10_000 }, (_, index) => ({
      severity: ['critical', 'important', 'suggestion'][index % 3], kind: 'gap', path: 'a.js', startLine: 1, endLine: 1, quote: null,
      title: 'Number ' + index + ' of ' + Math.sin(index), explanation: 'Word' + index + ' is wrong with ' + Math.cos(index) + '.',
      evidence: [], fix: null, patch: null })) }`);
    const { report, mebibytes } = await measure('10,000 findings', ['--repo', small(), ...reviewedBy(many)]);
    expect(report?.ledger).toHaveLength(10_000);
    expect(mebibytes).toBeLessThan(2_000);
  });

  test.each([
    ['words', "'word and word '"],
    ['lines', "'a line of words\\n'"],
    ['broken JSON', `'{"findings":[{"title":'`],
    ['one finding after the other', `'{"severity":"critical","title":"x","explanation":"y"}\\n'`],
  ])('of a hundred megabytes from an agent ends soundly: %s', { timeout: 300_000 }, async (name, unit) => {
    const flood = `import { writeSync } from 'node:fs';
      const part = ${unit}.repeat(1_000_000 / ${unit}.length);
      for (let megabytes = 0; megabytes < 100; megabytes++) writeSync(1, part);`;
    const { report, mebibytes } = await measure(`100 MB of ${name}`, [
      '--repo',
      small(),
      ...reviewedBy(flood),
    ]);
    expect(report?.agents[0]?.outcome).not.toBe('completed');
    expect(report?.verdict.gate).not.toBe('pass');
    expect(mebibytes).toBeLessThan(1_500);
  });

  test('of three thousand files and a million lines ends soundly', { timeout: 600_000 }, async () => {
    const text = (word: string) => Array.from({ length: 167 }, (_, line) => `${word} ${line};\n`).join('');
    const [before, after] = [text('before'), text('after')];
    const files = (content: string) =>
      Object.fromEntries(
        Array.from({ length: 3_000 }, (_, index) => [`src/${index % 50}/${index}.js`, content]),
      );
    const { directory } = makeChange(files(before), files(after));
    const { report, mebibytes } = await measure('3,000 files, 1M lines', [
      '--repo',
      directory,
      '--agents',
      'checks',
    ]);
    expect(report?.change).toMatchObject({ additions: 501_000, deletions: 501_000 });
    expect(report?.change.files).toHaveLength(3_000);
    expect(mebibytes).toBeLessThan(1_500);
  });
});

/** Bytes in use after all that is garbage has gone. */
const heapBytes = (() => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
})();

test('reviews one after the other leave no memory, handle, file or process behind', {
  timeout: 3_600_000,
}, async () => {
  const times = isLong ? 1_000 : 60;
  const temporary = temporaryDirectory();
  const work = join(temporary, 'work');
  mkdirSync(work);
  const repository = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\ndebugger;\n' });
  const inputs = parseInputs({ agents: 'checks' });
  const environment = { PATH: process.env.PATH, RUNNER_TEMP: work };
  const outputDirectory = join(temporary, 'report');
  const review = () =>
    withPorts({ log: silentLogger, environment, outputDirectory }, (ports) =>
      performReview(
        {
          change: requestFor(repository),
          inputs,
          configuration: { from: 'base', path: '.github/deep-review.yml', required: false },
          round: 1,
          previous: null,
          declined: [],
          notes: [],
          outputDirectory,
        },
        ports,
      ),
    );
  const measured = () => ({
    handles: process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'Immediate')
      .length,
    descriptors: readdirSync('/proc/self/fd').length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    files: readdirSync(work).length + readdirSync(outputDirectory, { recursive: true }).length,
  });
  const warmUp = Math.floor(times / 4);
  for (let index = 0; index < warmUp; index++) await review();
  const [before, heapBefore] = [measured(), heapBytes()];
  for (let index = warmUp; index < times; index++) await review();
  const [after, heapAfter] = [measured(), heapBytes()];
  const grownKib = (heapAfter - heapBefore) / 1024;
  figures.push(
    `${times} reviews in one process: the heap grew by ${grownKib.toFixed(0)} KiB, ${(grownKib / (times - warmUp)).toFixed(1)} KiB for each after the first ${warmUp}`,
  );
  expect(after).toEqual(before);
  expect(grownKib / (times - warmUp)).toBeLessThan(30);
});
