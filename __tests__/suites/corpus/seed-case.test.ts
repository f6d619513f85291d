import { describe, expect, test } from 'vitest';
import { formatClock } from '../../../src/model/report/wording.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import type { LooseRuling } from '../../helpers/agent-run.ts';
import type { Texts } from '../../helpers/change.ts';
import { conductScripted, scriptedAgent } from '../../helpers/scripted-review.ts';
import { expectSeedCase } from './seed-expectations.ts';
import { readSeedCase, type SeedCase } from './seed-labels.ts';

const seed = readSeedCase();

/** In virtual time, so that the agents take as long as they did. The change is made of the code that the reviews quote, at the lines they give. */
describe.skipIf(seed === null)('the seed case', async () => {
  if (seed === null) return;
  const paths = longestPaths(seed);
  const pathOf = (cited: string | null) =>
    paths.find((path) => path === cited || path.endsWith(`/${cited}`)) ?? '';
  const rule = ([key = '']: readonly string[]): LooseRuling => {
    const { evidence = [], ...ruling } = seed.findings.get(key)?.ruling ?? {};
    return { ...ruling, evidence: evidence.map((entry) => ({ ...entry, path: pathOf(entry.path) })) };
  };
  const isSame = (keys: readonly string[]) => {
    const [one, other] = keys.map((key) => seed.findings.get(key)?.finalId ?? key);
    return one === other;
  };
  const scripts = seed.agents.map((agent) => [
    agent,
    scriptedAgent(seed.duration(agent), seed.labels.originals[agent]?.raw ?? '', rule, undefined, isSame),
  ]);
  const review = await conductScripted(Object.fromEntries(scripts), { texts: quotedTexts(seed, pathOf) });
  const report = settleReviews(review.recording);

  expectSeedCase(seed, () => report);

  test('times every agent as the report did', () => {
    for (const { agent, durationMs } of report.retro.rows)
      expect([agent, formatClock(durationMs)]).toEqual([agent, seed.labels.retroTable.Duration?.[agent]]);
  });

  test('takes little longer than its slowest reviewer', () => {
    expect(review.wallClockMs / Math.max(...seed.agents.map(seed.duration))).toBeLessThan(1.25);
  });
});

/** Paths as the reviews give them, without those that are only the end of another. */
function longestPaths({ findings }: SeedCase): string[] {
  const cited = [...findings.values()].flatMap(({ finding }) => finding.places.map(({ path }) => path));
  const distinct = [...new Set(cited)];
  return distinct.filter((path) => !distinct.some((other) => other !== path && other.endsWith(`/${path}`)));
}

function quotedTexts({ findings }: SeedCase, pathOf: (cited: string | null) => string): Texts {
  const lines = new Map<string, string[]>();
  for (const { finding } of findings.values()) {
    const path = pathOf(finding.path);
    if (path === '' || finding.startLine === null) continue;
    const text = lines.get(path) ?? Array.from({ length: 1_000 }, () => '');
    for (const [offset, line] of (finding.quote ?? '').split('\n').entries())
      text[finding.startLine - 1 + offset] ||= line;
    lines.set(path, text);
  }
  return Object.fromEntries([...lines].map(([path, text]) => [path, ['', `${text.join('\n')}\n`] as const]));
}
