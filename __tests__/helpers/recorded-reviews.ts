import { readFileSync } from 'node:fs';
import type { Review } from '../../src/model/answers/review-schema.ts';
import type { Change } from '../../src/model/change/change.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildReview, type LooseRuling } from './agent-run.ts';
import { buildBrief } from './brief.ts';
import { buildChange, type Texts } from './change.ts';
import { type Fault, type Shop, shopOf } from './flawed-shop.ts';
import { recordTexts } from './recording.ts';
import { conductScripted, type Script, scriptedAgent } from './scripted-review.ts';
import { tortureReview, tortureTexts } from './torture.ts';

/** Every kind of review that the page must show well: scripted agents were conducted as real ones are, and what came of it settled. */
export async function recordReviews(): Promise<Record<string, Report>> {
  const shop = shopOf(12);
  const first = (faults: number) => Array.from({ length: faults }, (_, index) => index);
  const mended = [0, 1];
  return {
    demo: settleReviews(readDemo()),
    clean: await review({ shop, faults: first(0) }),
    inconclusive: await review({ shop, faults: first(0), failing: ['claude', 'codex', 'gemini'] }),
    'one finding': await review({ shop, faults: first(1) }),
    '60 findings': await review({ shop, faults: first(60) }),
    '500 findings': await review({ shop: shopOf(125), faults: first(625) }),
    'round 2': await review({
      shop: shopOf(12, mended),
      faults: [2, 3, 4, 7, 8],
      previous: await review({ shop, faults: first(5) }),
    }),
    'one agent failed': await review({ shop, faults: first(5), failing: ['codex'] }),
    torture: await torture(),
  };
}

/** `deep-review demo` settles it. */
const readDemo = (): Recording =>
  JSON.parse(
    readFileSync(new URL('../../src/commands/demo/recording.json', import.meta.url), 'utf8'),
  ) as Recording;

const agents = ['claude', 'codex', 'gemini'] as const;
const minutes = { claude: 8.3, codex: 4.1, gemini: 5.4 };

interface Reviewed {
  readonly shop: Shop;
  /** Which of the shop's faults are found. */
  readonly faults: readonly number[];
  readonly failing?: readonly string[];
  readonly previous?: Report;
}

async function review({ shop, faults, failing = [], previous }: Reviewed): Promise<Report> {
  const found = faults.flatMap((index) => shop.faults[index] ?? []);
  const scripts = agents.map((name, index): [string, Script] => {
    if (failing.includes(name)) return [name, signedOut];
    const own = foundBy(index, found);
    const review = JSON.stringify(reviewOf(own, Object.keys(shop.texts), found.length === 0));
    return [name, scriptedAgent(minutes[name] * 60_000, review, (keys) => ruleOn(keys, found))];
  });
  return conduct(Object.fromEntries(scripts), shop.texts, previous);
}

/** Each kind of fault has an agent that finds it, and of every seventh the next one does too. */
const foundBy = (agent: number, faults: readonly Fault[]): Fault[] =>
  faults.filter(({ kind }, index) =>
    [kind, ...(index % 7 === 0 ? [kind + 1] : [])].some((one) => one % agents.length === agent),
  );

/** Rules on a candidate as the fault says that it stands for; a key is `claude/3`. */
function ruleOn([key = '']: readonly string[], faults: readonly Fault[]): LooseRuling {
  const [name, number] = key.split('/');
  return foundBy((agents as readonly string[]).indexOf(name ?? ''), faults)[Number(number) - 1]?.ruling ?? {};
}

const signedOut: Script = () => ({
  durationMs: 4_000,
  outcome: 'unauthenticated',
  reason: 'It asks to sign in: run its login, or set its key.',
  answer: null,
});

/** Conducts the review of a pull request, and settles it. */
async function conduct(
  scripts: Readonly<Record<string, Script>>,
  texts: Texts,
  previous: Report | null = null,
): Promise<Report> {
  const change = changeOf(texts, previous === null ? 'a'.repeat(40) : 'c'.repeat(40));
  const { recording } = await conductScripted(scripts, {
    texts,
    briefs: [buildBrief({ assigned: Object.keys(texts) })],
  });
  return settleReviews({
    ...recording,
    change,
    sources: { resolved: {}, texts: recordTexts(texts) },
    review: {
      ...recording.review,
      id: '20260320-133532-checkout',
      startedAt: Date.UTC(2026, 2, 20, 13, 35, 32),
      finishedAt: Date.UTC(2026, 2, 20, 13, 35, 32) + 13 * 60_000,
      round: previous === null ? 1 : previous.review.round + 1,
    },
    runs: recording.runs.map((run) => ({
      ...run,
      startedAt: run.startedAt - recording.review.startedAt + Date.UTC(2026, 2, 20, 13, 35, 32),
      costUsd: run.outcome === 'completed' ? 0.4 : null,
      tokens: run.outcome === 'completed' ? { input: 210_000, output: 9_000, cached: null } : null,
    })),
    previous,
  });
}

const changeOf = (texts: Texts, head: string): Change =>
  buildChange(texts, {
    repository: 'acme/shop',
    webUrl: 'https://github.com/acme/shop',
    branch: 'checkout',
    head,
    pullRequest: {
      number: 128,
      title: 'Let a checkout take several coupons',
      author: 'ada',
      body: '',
      url: 'https://github.com/acme/shop/pull/128',
    },
    commits: [
      {
        oid: head,
        subject: 'Let a checkout take several coupons',
        author: 'Ada',
        date: '2026-03-20T13:00:00Z',
        body: '',
      },
    ],
  } as Partial<Change>);

const reviewOf = (faults: readonly Fault[], paths: readonly string[], isClean: boolean): Review =>
  buildReview({
    summary: isClean
      ? 'A checkout takes several coupons now. Each is checked by itself, and the tests cover the order.'
      : 'A checkout takes several coupons now. What was looked up by id is looked up by identity, and sums are rounded too early.',
    findings: faults.map(({ finding }) => finding),
    coverage: paths.map((path) => ({ path, status: 'read' as const })),
    ...(!isClean && {
      design: {
        concerns: [
          {
            text: 'Every module has its own `settle`; they differ in a name only.',
            scope: 'in-scope' as const,
          },
        ],
        strengths: ['The ports are handed in, so that every module is tested without a network.'],
      },
      testing: {
        assessment: 'The order of coupons is tested; what is saved is not.',
        untested: [{ risk: 'high' as const, scenario: 'A request that is repeated after a timeout' }],
      },
    }),
  });

/** Three agents that write what breaks pages. */
const torture = (): Promise<Report> =>
  conduct(
    Object.fromEntries(
      agents.map((name, index) => [
        name,
        scriptedAgent(minutes[name] * 60_000, JSON.stringify(tortureReview(index)), () => ({
          reason: 'x'.repeat(400),
        })),
      ]),
    ),
    tortureTexts,
  );
