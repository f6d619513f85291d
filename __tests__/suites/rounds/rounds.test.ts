import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openScene } from '../../helpers/action-scene.ts';
import { pullRequestPayload } from '../../helpers/action-step.ts';
import { type HistoryKind, historyKinds, roundCount, Story } from './histories.ts';

const agents = ['anna', 'bert', 'cleo'];
const other = process.env.DEEP_REVIEW_OTHER_BUILD ?? null;
/** Later rounds together may cost this much of what they cost the other build, or whole rounds where none is named. */
const largestShare = 0.25;

/** What a history cost a build, by round, and what it missed. */
interface Played {
  readonly tokens: readonly number[];
  readonly missed: readonly string[];
}

async function play(kind: HistoryKind, build: string | null, rounds: string | null): Promise<Played> {
  const program = fileURLToPath(new URL('reading-agent.mjs', import.meta.url));
  const declared = agents.map((name) => [name, { command: [process.execPath, program] }]);
  const scene = await openScene({
    head: Story.firstFiles(),
    configuration: { agents: Object.fromEntries(declared) },
  });
  const story = new Story(scene);
  const tokens: number[] = [];
  const missed: string[] = [];
  for (let round = 1; round <= roundCount; round++) {
    if (round > 1) story.advance(kind, round);
    const { report, log, outputs } = await scene.run({
      payload: pullRequestPayload(scene.repository),
      with: { agents: agents.join(' '), ...(rounds !== null && { rounds }) },
      build,
    });
    scene.listArtifact();
    tokens.push(spentIn(dirname(outputs['report-json'] ?? '')));
    const found = report?.findings.filter(({ blocking }) => blocking).map(({ title }) => title) ?? [];
    for (const number of Story.standingIn(round))
      if (!found.includes(`Defect ${number} loses a record`))
        missed.push(`round ${round}: defect ${number}; ${report?.verdict.reason ?? log.slice(-2_000)}`);
  }
  return { tokens, missed };
}

/** What all runs of a recorded review say that they cost. */
function spentIn(directory: string): number {
  const raw = join(directory, 'raw');
  const answers = readdirSync(raw)
    .map((run) => join(raw, run, 'answer.txt'))
    .filter((path) => existsSync(path));
  return answers.reduce(
    (sum, path) => sum + Number(/It cost (\d+) tokens/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0),
    0,
  );
}

const later = ({ tokens }: Played) => tokens.slice(1).reduce((sum, each) => sum + each, 0);
const inThousands = ({ tokens }: Played) => tokens.map((each) => `${Math.round(each / 1000)}k`).join(' ');

describe('six rounds of a pull request', () => {
  const totals = { here: 0, there: 0 };
  const rows: string[] = [];

  test.each(historyKinds)('%s: every defect is found in its round, and none is lost', async (kind) => {
    const here = await play(kind, null, 'incremental');
    const there = other === null ? await play(kind, null, 'whole') : await play(kind, other, null);
    totals.here += later(here);
    totals.there += later(there);
    const share = `${((later(here) / later(there)) * 100).toFixed(1)} %`;
    rows.push(`${kind.padEnd(16)} ${share.padStart(7)}   ${inThousands(here)}   |   ${inThousands(there)}`);
    expect(here.missed).toEqual([]);
    expect(there.missed).toEqual([]);
  });

  test('rounds 2 to 6 cost a quarter', () => {
    expect(totals.here / totals.there).toBeLessThanOrEqual(largestShare);
  });

  afterAll(() => {
    const against = other ?? 'whole rounds of this build';
    const all = `${((totals.here / totals.there) * 100).toFixed(1)} %`;
    process.stdout.write(
      `\nTokens by round, here | ${against}; the share is of rounds 2 to 6.\n${rows.join('\n')}\n${'all'.padEnd(16)} ${all.padStart(7)}\n`,
    );
  });
});
