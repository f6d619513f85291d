import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/report/report-schema.ts';
import { buildRuling } from '../../helpers/agent-run.ts';
import { deepReview } from '../../helpers/deep-review.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';
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
function declareAgents({ agents, labels, findings }: SeedCase): string {
  const directory = temporaryDirectory();
  const script = join(directory, 'script.json');
  writeFileSync(
    script,
    JSON.stringify({
      reviews: Object.fromEntries(agents.map((agent) => [agent, labels.originals[agent]?.raw])),
      judgements: [...findings.values()].map(({ finding, ruling, finalId }) => ({
        title: finding.title,
        finalId,
        ruling: buildRuling({ reason: 'So the report says.', ...ruling }),
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
  const repository = rebuildSeedRepository(
    mirror,
    [...seed.findings.values()].map(({ finding }) => finding),
  );
  const names = seed.agents.map((agent) => `recorded-${agent}`).join(' ');
  const ended = deepReview([
    ...['review', '--repo', repository.directory, '--base', repository.base, '--head', repository.head],
    ...['--agents', names, '--config', declareAgents(seed)],
  ]);
  const report = ended.report as Report;

  test('ends with a report and the exit code of its gate', () => {
    expect([ended.exitCode, ended.stderr]).toEqual([1, expect.stringContaining('Plan: 3 review runs')]);
    expect(report.review.notes).toEqual([]);
  });

  expectSeedCase(seed, report, 'recorded-');

  test('shows the code at every place that the reviews quote', () => {
    const standing = report.findings.filter(({ excerpt }) => excerpt !== null);
    expect(standing).toHaveLength(report.findings.length);
    expect(report.findings.map(({ anchor }) => anchor.status)).not.toContain('unanchored');
  });

  test('has every section of the report that the reviews come from', () => {
    const markdown = readFileSync(join(ended.out, 'report.md'), 'utf8');
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
    for (const field of ['Date', 'Branch', 'Commits', 'Reviewers', 'Verdict', 'Wall-clock time'])
      expect(markdown).toMatch(new RegExp(`\\*\\*${field}\\*\\*`));
  });

  test('is rebuilt from its recordings byte for byte', () => {
    const again = deepReview(['replay', '--from', ended.out]);
    for (const file of ['report.json', 'report.md', 'report.html', 'report.sarif', 'summary.md'])
      expect(readFileSync(join(again.out, file), 'utf8')).toBe(readFileSync(join(ended.out, file), 'utf8'));
  });
});
