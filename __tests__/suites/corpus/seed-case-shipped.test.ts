import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report/report-schema.ts';
import { buildRuling } from '../../helpers/agent-run.ts';
import { cli } from '../../helpers/deep-review.ts';
import { expectSeedCase } from './seed-expectations.ts';
import { readSeedCase, type SeedCase } from './seed-labels.ts';
import { rebuildSeedRepository } from './seed-repository.ts';

const seed = readSeedCase();
/** A clone of the repository that the case is about. */
const mirror = process.env.DEEP_REVIEW_CORPUS_REPOSITORY ?? '';
const isHere = seed !== null && existsSync(mirror);
if (seed !== null && !isHere) {
  console.warn(
    `Skipped: set DEEP_REVIEW_CORPUS_REPOSITORY to a clone of the case's repository (now "${mirror}").`,
  );
}
const agentFile = fileURLToPath(new URL('recorded-agent.mjs', import.meta.url));

/** Custom agents that repeat the raw reviews, and rule as the report did. */
function declareAgents({ agents, labels, findings }: SeedCase, directory: string): string {
  const script = join(directory, 'script.json');
  writeFileSync(
    script,
    JSON.stringify({
      reviews: Object.fromEntries(agents.map((agent) => [agent, labels.originals[agent]?.raw])),
      judgements: [...findings.values()].map(({ finding, ruling, finalId }) => ({
        title: finding.title,
        finalId,
        ruling: buildRuling(ruling),
      })),
    }),
  );
  const declarations = agents.map((agent) => [
    `recorded-${agent}`,
    { command: [process.execPath, agentFile, script, agent], format: 'markdown', family: agent },
  ]);
  const configuration = join(directory, 'deep-review.yml');
  writeFileSync(configuration, JSON.stringify({ agents: Object.fromEntries(declarations) }));
  return configuration;
}

/** The built command line on a real repository, with the raw reviews of three agents. */
describe.skipIf(!isHere)('the seed case, shipped', () => {
  if (seed === null || !isHere) return;
  const directory = mkdtempSync(join(tmpdir(), 'deep-review-seed-'));
  const run = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });
  const out = join(directory, 'report');
  let ended: ReturnType<typeof run>;
  const getReport = (): Report => JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));

  beforeAll(() => {
    const findings = [...seed.findings.values()].map(({ finding }) => finding);
    const { base, branch } = rebuildSeedRepository(mirror, findings, join(directory, 'repository.git'));
    ended = run(
      ...[
        'review',
        '--repo',
        join(directory, 'repository.git'),
        '--base',
        base,
        '--head',
        branch,
        '--out',
        out,
      ],
      ...['--agents', seed.agents.map((agent) => `recorded-${agent}`).join(' ')],
      ...['--config', declareAgents(seed, directory)],
    );
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('ends with a report and the exit code of its gate', () => {
    expect([ended.status, ended.stderr]).toEqual([1, expect.stringContaining('Plan: 3 review runs')]);
    expect(getReport().review).toMatchObject({ complete: true, notes: [] });
  });

  expectSeedCase(seed, getReport, 'recorded-');

  test('shows the code at every place that the reviews quote', () => {
    for (const { id, anchor, excerpt } of getReport().findings)
      expect([id, anchor.status, excerpt]).toEqual([
        id,
        expect.stringMatching(/^(exact|moved)$/),
        expect.anything(),
      ]);
  });

  test('has every section of the report that the reviews come from', () => {
    const markdown = readFileSync(join(out, 'report.md'), 'utf8');
    const headings = [...markdown.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading]) => heading);
    const sections = [
      'Executive Summary',
      'Critical Issues',
      'Important Issues',
      'Suggestions',
      'Design Observations',
      'Concerns',
      'Strengths',
      'Testing Assessment',
      'Documentation Assessment',
      'Agent Performance Retro',
      'Recommendations',
    ];
    expect(headings.filter((heading) => sections.includes(heading ?? ''))).toEqual(sections);
    expect(markdown).toMatch(/\*\*Merge with fixes\*\* — .*confirmed regressions/);
    expect(markdown).toContain('(rule important-stands)');
    for (const field of ['Date', 'Branch', 'Commits', 'Reviewers', 'Wall-clock time'])
      expect(markdown).toMatch(new RegExp(`\\*\\*${field}\\*\\*`));
  });

  test('is rebuilt from its recordings byte for byte', () => {
    const again = join(directory, 'again');
    expect(run('replay', '--from', out, '--out', again).status).toBe(1);
    for (const file of ['report.json', 'report.md', 'report.html', 'report.sarif', 'summary.md'])
      expect(readFileSync(join(again, file), 'utf8')).toBe(readFileSync(join(out, file), 'utf8'));
  });
});
