import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readWords } from '../../../src/change/files/file-words.ts';
import { decideScope } from '../../../src/consolidation/rounds/decide-scope.ts';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import type { Recording } from '../../../src/model/recording.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import type { Scope } from '../../../src/model/report/scope-schema.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildCitation, buildReviewRun, buildRuling, buildRun } from '../../helpers/agent-run.ts';
import { buildChange, type Texts } from '../../helpers/change.ts';
import { buildRecording, buildTeamFacts, defaultRules } from '../../helpers/recording.ts';

const paths = ['src/store.ts', 'src/caller.ts', 'src/menu.ts', 'docs/guide.md'] as const;
type Path = (typeof paths)[number];

/** A file of its own words; `version` changes one line. */
const textOf = (path: Path, version: number): string =>
  Array.from({ length: 12 }, (_, line) =>
    line === 5 ? `run${version}(${path.length});` : `${path.replace(/\W/g, '')}${line}(${line});`,
  )
    .concat(path === 'src/caller.ts' ? ["import { open } from './store.ts';"] : [])
    .join('\n');

const agents = { claude: 'claude', codex: 'codex', gemini: 'gemini' } as const;
const names = Object.keys(agents) as (keyof typeof agents)[];

interface Said {
  readonly path: Path;
  readonly line: number;
  readonly severity: ReviewFinding['severity'];
  readonly kind: ReviewFinding['kind'];
  readonly claim: string;
  readonly cites: Path | null;
}
const said: fc.Arbitrary<Said> = fc.record({
  path: fc.constantFrom(...paths),
  line: fc.constantFrom(2, 3, 6, 9),
  severity: fc.constantFrom('critical', 'important', 'suggestion'),
  kind: fc.constantFrom('regression', 'gap', null),
  claim: fc.constantFrom(
    'The record is lost on a crash',
    'Nothing closes the handle',
    'Two callers race for it',
  ),
  cites: fc.oneof(fc.constant(null), fc.constantFrom(...paths)),
});

interface Round {
  /** Files that change before it. */
  readonly changes: readonly Path[];
  readonly findings: Readonly<Partial<Record<keyof typeof agents, readonly Said[]>>>;
  readonly rulings: readonly {
    readonly agent: keyof typeof agents;
    readonly about: number;
    readonly value: 'confirmed' | 'plausible' | 'refuted';
    readonly cites: boolean;
  }[];
}
const round: fc.Arbitrary<Round> = fc.record({
  changes: fc.subarray([...paths], { minLength: 1, maxLength: 3 }),
  findings: fc.dictionary(fc.constantFrom(...names), fc.array(said, { maxLength: 2 }), { maxKeys: 3 }),
  rulings: fc.array(
    fc.record({
      agent: fc.constantFrom(...names),
      about: fc.nat({ max: 5 }),
      value: fc.constantFrom('confirmed', 'plausible', 'refuted'),
      cites: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
});

/** Plays a round on the report of the last one: as it is, or whole. */
function play(
  { findings, rulings }: Round,
  versions: Readonly<Record<Path, number>>,
  number: number,
  previous: Report | null,
  isWhole: boolean,
): Report {
  const texts: Texts = Object.fromEntries(
    paths.map((path) => [path, ['', textOf(path, versions[path])] as const]),
  );
  const change = buildChange(texts);
  const words = new Map(paths.map((path) => [path, readWords(textOf(path, versions[path]))] as const));
  const shared = { terms: '', agents: '', formerly: [] };
  const scope = decideScope({ ...shared, change, previous, distrust: null, words });
  const given = isWhole
    ? [...paths]
    : scope.files.filter(({ state }) => state === 'reviewed').map(({ path }) => path);
  const reviews = names.map((name) =>
    buildReviewRun(
      name,
      (findings[name] ?? []).map((one) => findingOf(one, versions)),
      {
        assigned: given,
        inlined: true,
      },
    ),
  );
  const keys = names.flatMap((name) => (findings[name] ?? []).map((_, index) => `${name}/${index + 1}`));
  const adjudicators = rulings.flatMap((ruling, index): AgentRun[] => {
    const key = keys[ruling.about % Math.max(1, keys.length)];
    return key === undefined ? [] : [rulingRun(ruling, key, index, findings, versions)];
  });
  const recording: Recording = buildRecording(
    {
      runs: [...reviews, ...adjudicators],
      team: names.map((name) => buildTeamFacts(name, agents[name])),
      previous,
      rules: { ...defaultRules, late: 'confirmed' },
      change,
    },
    texts,
  );
  return settleReviews({
    ...recording,
    review: { ...recording.review, round: number, ...(isWhole ? {} : { scope }) },
  });
}

function findingOf(
  { path, line, severity, kind, claim, cites }: Said,
  versions: Readonly<Record<Path, number>>,
) {
  const quote = textOf(path, versions[path]).split('\n')[line - 1] ?? '';
  const cited =
    cites === null ? [] : [buildCitation(cites, 3, textOf(cites, versions[cites]).split('\n')[2] ?? '')];
  return {
    path,
    startLine: line,
    endLine: line,
    severity,
    kind,
    quote,
    title: `${claim}, line ${line}`,
    evidence: cited,
  };
}

function rulingRun(
  { agent, value, cites }: Round['rulings'][number],
  key: string,
  index: number,
  findings: Round['findings'],
  versions: Readonly<Record<Path, number>>,
): AgentRun {
  const [name = 'claude', at = '1'] = key.split('/');
  const one = findings[name as keyof typeof agents]?.[Number(at) - 1];
  const quote = one && textOf(one.path, versions[one.path]).split('\n')[one.line - 1];
  const evidence = cites && one && quote !== undefined ? [buildCitation(one.path, one.line, quote)] : [];
  const said = buildRuling({ ruling: value, reason: `It is so: ${quote}`, missing: null, evidence });
  return buildRun({
    id: `${agent}-adjudicator-${index + 1}`,
    agent,
    role: 'adjudicator',
    subjects: { F1: [key] },
    answer: JSON.stringify({ rulings: [said], pairs: [] }),
  });
}

const nextVersions = (versions: Readonly<Record<Path, number>>, changes: readonly Path[]) =>
  Object.fromEntries(
    paths.map((path) => [path, versions[path] + (changes.includes(path) ? 1 : 0)]),
  ) as Record<Path, number>;
const start = Object.fromEntries(paths.map((path) => [path, 1])) as Record<Path, number>;
const gateOrder = ['pass', 'inconclusive', 'block'];
/** How many histories are tried; `npm run test:properties` tries many more. */
const runs = Number(process.env.DEEP_REVIEW_GENERATED_REVIEWS ?? 40);
vi.setConfig({ testTimeout: 60_000 + runs * 200 });

const lateOf = ({ findings, refuted }: Report) =>
  new Set(
    [...findings, ...refuted].filter(({ late }) => late === 'spared').map(({ fingerprint }) => fingerprint),
  );

test('on the same answers an incremental round is never milder than a whole one, but for late findings', () => {
  let incremental = 0;
  fc.assert(
    fc.property(fc.array(round, { minLength: 2, maxLength: 4 }), (history) => {
      let versions = start;
      let previous: Report | null = null;
      for (const [index, each] of history.entries()) {
        versions = nextVersions(versions, each.changes);
        const report: Report = play(each, versions, index + 1, previous, false);
        const whole = play(each, versions, index + 1, previous, true);
        if (report.scope?.mode === 'incremental') incremental += 1;
        const late = lateOf(report);
        const blocking = new Set(
          report.findings.filter((finding) => finding.blocking).map(({ fingerprint }) => fingerprint),
        );
        const lost = whole.findings.filter(
          ({ blocking: blocks, fingerprint }) =>
            blocks && !blocking.has(fingerprint) && !late.has(fingerprint),
        );
        expect(lost.map(({ title }) => title)).toEqual([]);
        if (late.size === 0)
          expect(gateOrder.indexOf(report.verdict.gate)).toBeGreaterThanOrEqual(
            gateOrder.indexOf(whole.verdict.gate),
          );
        previous = report;
      }
    }),
    { numRuns: runs },
  );
  expect(incremental).toBeGreaterThan(runs / 2);
});

test('what changed is always reviewed, and what blocked blocks on while its file is as it was', () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 2, maxLength: 4 }), (history) => {
      let versions = start;
      let previous: Report | null = null;
      for (const [index, each] of history.entries()) {
        versions = nextVersions(versions, each.changes);
        const report: Report = play(each, versions, index + 1, previous, false);
        const carried = carriedIn(report.scope);
        if (index > 0) expect(each.changes.filter((path) => carried.has(path))).toEqual([]);
        const stood = previous?.findings.filter(
          ({ blocking, anchor }: Report['findings'][number]) => blocking && carried.has(anchor.path ?? ''),
        );
        for (const { id } of stood ?? []) {
          const now = report.previous?.findings.find((finding) => finding.id === id);
          const final = [...report.findings, ...report.refuted].find(
            (finding) => finding.id === now?.finalId,
          );
          // only a ruling of now makes it milder
          expect(final?.blocking === true || (final?.ruling.by.length ?? 0) > 0).toBe(true);
        }
        previous = report;
      }
    }),
    { numRuns: runs },
  );
});

const carriedIn = (scope: Scope | undefined) =>
  new Set(scope?.files.filter(({ state }) => state === 'carried').map(({ path }) => path));
