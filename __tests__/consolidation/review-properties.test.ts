import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severityRank } from '../../src/model/answers/review-schema.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { Report, ReportEvidence, ReportFinding } from '../../src/model/report/report-schema.ts';
import type { AgentRun } from '../../src/model/run.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildReview, buildReviewFinding } from '../helpers/agent-run.ts';
import {
  type GeneratedReview,
  type GeneratedRuling,
  type GeneratedRulings,
  generatedFinding,
  generatedReview,
  generatedRulings,
  recordReview,
} from '../helpers/generated-review.ts';

/** Reviews of each property: few every day; 25,000 for a hundred thousand in all. */
const numRuns = Number(process.env.DEEP_REVIEW_GENERATED_REVIEWS ?? 40);
const options = { numRuns, ...(numRuns <= 40 && { seed: 1 }) };
const timeout = 60_000 + numRuns * 200;

const settle = (review: GeneratedReview): Report => settleReviews(recordReview(review));
const withRuns = (recording: Recording, runs: readonly AgentRun[]): Recording => ({ ...recording, runs });

/** What speaks against a finding that was raised as critical or important and on which nobody ruled: nothing. */
const untouched = ({ runs }: Recording, report: Report): string[] => {
  const ruledOn = new Set(
    runs.flatMap(({ role, subjects }) =>
      role === 'adjudicator'
        ? Object.entries(subjects).flatMap(([id, keys]) => (id.startsWith('F') ? keys : []))
        : [],
    ),
  );
  return report.ledger.flatMap(({ agent, id, severity, outcome }, index) => {
    const position = report.ledger.slice(0, index + 1).filter((row) => row.agent === agent).length;
    const isPlain = severity !== 'suggestion' && outcome !== 'declined';
    return isPlain && !ruledOn.has(`${agent}/${position}`) ? [`${agent} ${id}`] : [];
  });
};

const namesOf = ({ raisedBy }: ReportFinding): string[] => raisedBy.map(({ agent, id }) => `${agent} ${id}`);

const blockingOf = ({ findings }: Report): string[] =>
  findings.filter(({ blocking }) => blocking).flatMap(namesOf);

/** Raw findings, critical or important, that rulings keep from blocking, as whoever reads the report sees it. */
const mitigated = ({ findings, refuted, ledger }: Report): number =>
  [...findings, ...refuted]
    .filter(({ ruling, blocking }) => !blocking && ruling.by.length > 0)
    .flatMap(({ raisedBy }) => raisedBy.filter(({ severity }) => severity !== 'suggestion')).length +
  ledger.filter(({ outcome }) => outcome === 'refuted').length;

const isChecked = (entry: ReportEvidence): boolean => entry.kind === 'citation' && entry.checked;

/** How much of what code found speaks against a finding: nothing, where it was confirmed as it was raised. */
function evidenceAgainst({ ruling, severity, kind, raisedBy }: ReportFinding): number {
  const isLowered = raisedBy.some((raised) => severityRank(raised.severity) < severityRank(severity));
  const isOlder = kind === 'pre-existing' && raisedBy.some((raised) => raised.kind !== kind);
  if (ruling.value === 'confirmed' && !isLowered && !isOlder) return 0;
  return ruling.evidence.filter(isChecked).length;
}

/** Whether each finding that blocks in the first report, and in the second no more, is stopped by evidence there that the first lacks. */
function isStoppedByEvidence(first: Report, second: Report): boolean {
  const byName = ({ findings, refuted }: Report) =>
    new Map([...findings, ...refuted].flatMap((finding) => namesOf(finding).map((name) => [name, finding])));
  const [before, after] = [byName(first), byName(second)];
  const isStopped = (name: string) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one === undefined || other === undefined) return false;
    const isShown = other.proof?.review === 'confirmed' && one.proof?.review !== 'confirmed';
    const isAnothers = other.ruling.by.some((agent) => !one.ruling.by.includes(agent));
    const [known, found] = [evidenceAgainst(one), evidenceAgainst(other)];
    return isShown || found > known || (isAnothers && found > 0) || isOlderAndLeft(name, one, other);
  };
  const still = new Set(blockingOf(second));
  const agreed = new Set(first.findings.filter(isOlderByAgreement).flatMap(namesOf));
  return blockingOf(first)
    .filter((name) => !still.has(name) && !agreed.has(name))
    .every(isStopped);
}

/**
 * What its own reviewer calls older blocks only where it is confirmed; one that was confirmed with others, in whose words it was told too, and
 * now is one with another finding, is confirmed no more.
 */
function isOlderAndLeft(name: string, one: ReportFinding, other: ReportFinding): boolean {
  const raised = one.raisedBy.find(({ agent, id }) => name === `${agent} ${id}`);
  const company = new Set(namesOf(other));
  return raised?.kind === 'pre-existing' && namesOf(one).some((companion) => !company.has(companion));
}

/** What is older than the change blocks only where it is confirmed, and an answer that two raisers mean different things takes back that they agree. */
const isOlderByAgreement = ({ kind, ruling }: ReportFinding): boolean =>
  kind === 'pre-existing' && ruling.by.length === 0;

/** Whether a ruling may have made its finding graver, which is lost with it. */
function mayRaise({ said, besides }: GeneratedRuling, { findings, last }: GeneratedReview): boolean {
  const kinds = [findings, last?.findings ?? {}].flatMap((all) => Object.values(all).flat());
  const isOlder = kinds.some(({ kind }) => kind === 'pre-existing');
  const isRaised = said.ruling === 'confirmed' && (said.severity !== null || isOlder);
  const isReclassified = said.ruling !== 'refuted' && said.kind !== null;
  return besides !== null || said.repro === 'shows' || isRaised || isReclassified;
}

describe('of any review', () => {
  test('every raw finding has its row in the ledger, and what nobody ruled on blocks if it is not mild', {
    timeout,
  }, () => {
    fc.assert(
      fc.property(generatedReview, (review) => {
        const recording = recordReview(review);
        const report = settleReviews(recording);
        for (const [agent, findings] of Object.entries(review.findings)) {
          const titles = report.ledger.filter((row) => row.agent === agent).map(({ title }) => title);
          for (const { title } of findings) expect(titles).toContain(title);
        }
        const blocking = blockingOf(report);
        for (const name of untouched(recording, report)) {
          const [agent, id] = name.split(' ');
          const kind = [...report.findings, ...report.refuted]
            .flatMap(({ raisedBy }) => raisedBy)
            .find((raised) => raised.agent === agent && raised.id === id)?.kind;
          if (kind !== 'pre-existing') expect(blocking).toContain(name);
        }
      }),
      options,
    );
  });

  test('who finished first changes nothing', { timeout }, () => {
    fc.assert(
      fc.property(generatedReview, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (review, ranks) => {
        const recording = recordReview(review);
        const shuffled = recording.runs
          .map((run, index) => ({
            run: { ...run, startedAt: 1_000_000 + (ranks[index % 8] ?? 0) },
            rank: ranks[index % 8] ?? 0,
          }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ run }) => run);
        const tell = ({ findings, refuted, verdict, ledger }: Report) => ({
          findings,
          refuted,
          verdict,
          ledger: ledger.toSorted((a, b) => (`${a.agent}${a.id}` < `${b.agent}${b.id}` ? -1 : 1)),
        });
        expect(tell(settleReviews(withRuns(recording, shuffled)))).toEqual(tell(settleReviews(recording)));
      }),
      options,
    );
  });

  const addition = fc.oneof(
    fc.record({ what: fc.constant('finding' as const), agent: fc.nat(3), finding: generatedFinding }),
    fc.record({ what: fc.constant('document' as const), agent: fc.nat(3), finding: generatedFinding }),
    fc.record({ what: fc.constant('answer' as const), said: generatedRulings }),
  );

  test('more agents, answers, documents or findings make it no milder but by a ruling that counts', {
    timeout,
  }, () => {
    fc.assert(
      fc.property(generatedReview, addition, (generated, added) => {
        // What blocks is counted for `rework`, and there two that turn out to be one are one.
        const review = { ...generated, failOn: 'merge-with-fixes' } as const;
        const before = recordReview(review);
        const after = add(review, before, added);
        const [first, second] = [settleReviews(before), settleReviews(after)];
        if (first.verdict.gate !== 'block' || second.verdict.gate === 'block') return;
        if (isStoppedByEvidence(first, second)) return;
        expect(mitigated(second)).toBeGreaterThan(mitigated(first));
      }),
      options,
    );
  });

  test('a ruling that turns to garbage makes it no milder than it was, and than without it', {
    timeout,
  }, () => {
    const garbage = fc.constantFrom<unknown>(
      null,
      'refuted',
      { candidate: 'F1', ruling: 'perhaps not' },
      { candidate: 'F1', verdict: 42 },
      { candidate: 'F9', ruling: 'refuted', reason: 'No.', evidence: [] },
    );
    fc.assert(
      fc.property(generatedReview, fc.nat(), fc.nat(), garbage, (review, judge, at, waste) => {
        const which = judge % Math.max(1, review.adjudicators.length);
        const rulings = review.adjudicators[which]?.rulings ?? [];
        const place = at % Math.max(1, rulings.length);
        const replaced = rulings[place];
        if (replaced === undefined) return;
        const settleWith = (instead: unknown) =>
          settle({
            ...review,
            adjudicators: review.adjudicators.with(which, {
              ...(review.adjudicators[which] as GeneratedRulings),
              rulings: rulings.with(place, { ...replaced, waste: instead }),
            }),
          }).verdict.gate;
        const wasted = settleWith(waste);
        if (settleWith(undefined) === 'block') expect(wasted).toBe('block');
        if (!mayRaise(replaced, review) && settle(review).verdict.gate === 'block')
          expect(wasted).toBe('block');
      }),
      options,
    );
  });
});

type Addition =
  | {
      readonly what: 'finding' | 'document';
      readonly agent: number;
      readonly finding: Parameters<typeof buildReviewFinding>[0];
    }
  | { readonly what: 'answer'; readonly said: GeneratedReview['adjudicators'][number] };

/** The same with a finding more, of an agent that was there or one that comes, with another document, or with another answer. */
function add(review: GeneratedReview, recording: Recording, added: Addition): Recording {
  if (added.what === 'answer')
    return recordReview({ ...review, adjudicators: [...review.adjudicators, added.said] });
  const agent = (['claude', 'codex', 'gemini', 'flash'] as const)[added.agent % 4] ?? 'claude';
  const own = review.findings[agent];
  const finding = added.finding ?? {};
  if (added.what === 'document' && own !== undefined) {
    // Of something else: a later document may say anew what an earlier one said.
    const another = { ...finding, title: `Besides: ${finding.title}`, startLine: 21, endLine: 21 };
    const document = JSON.stringify(buildReview({ findings: [buildReviewFinding(another)] }));
    return withRuns(
      recording,
      recording.runs.map((run) =>
        run.role === 'reviewer' && run.agent === agent
          ? { ...run, answer: `${run.answer}\n\n${document}` }
          : run,
      ),
    );
  }
  const findings = { ...review.findings, [agent]: [...(own ?? []), finding] };
  return recordReview({ ...review, findings }, review);
}
