import fc from 'fast-check';
import { nameOfScript } from '../../src/consolidation/proofs/most-telling.ts';
import type { ReviewFinding } from '../../src/model/answers/review-schema.ts';
import { scriptId } from '../../src/model/answers/ruling.ts';
import type { Proof } from '../../src/model/proof.ts';
import type { Recording } from '../../src/model/recording.ts';
import { proofStatuses } from '../../src/model/report/proof-terms.ts';
import type { AgentRun, Outcome } from '../../src/model/run.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildCitation, buildReviewRun, buildRuling, buildRun, type LooseRuling } from './agent-run.ts';
import type { Texts } from './change.ts';
import { buildRecording, buildTeamFacts, defaultRules } from './recording.ts';

/** Agents and their families; the last two are of one. */
export const generatedAgents = {
  claude: 'claude',
  codex: 'codex',
  gemini: 'gemini',
  flash: 'gemini',
} as const;
export type GeneratedAgent = keyof typeof generatedAgents;
const names = Object.keys(generatedAgents) as GeneratedAgent[];

const lines = (changed: boolean): string =>
  Array.from({ length: 24 }, (_, index) =>
    index % 6 === 2
      ? `  ${changed ? 'forget' : 'keepSafe'}(record${index}, store);`
      : index % 6 === 3
        ? `  if (record${index} === undefined) return guard(${index});`
        : `  const record${index} = prepare(${index});`,
  ).join('\n');

const others: Texts = {
  'src/caller.ts':
    'import { store } from "./store.ts";\nexport const call = () => store.forget(guardedRecord);\n',
  LICENSE: 'MIT License\n\nCopyright (c) 2020 Somebody\n',
};
const texts: Texts = { ...others, 'src/store.ts': [lines(false), lines(true)] };
/** What the last round saw: another line 3, so that what was said of it there is gone. */
const lastTexts: Texts = {
  ...others,
  'src/store.ts': [lines(false), lines(true).replace('forget(record2, store);', 'lose(record2, store);')],
};

const claims = [
  ['The record is forgotten before it is stored', 'forget drops the record, so a crash loses it for good.'],
  ['A crash loses the record', 'The record is dropped by forget before the store has it.'],
  ['The store is never closed', 'Nothing closes the store, so its handle leaks until the process ends.'],
  ['Two callers forget one record twice', 'Both get it before either forgets it, and the second fails.'],
  ['The name says the contrary', 'It does not keep anything, whatever its name says.'],
  ['No test covers an empty store', 'An empty store takes another branch, which no test runs.'],
] as const;

const severity = fc.constantFrom('critical', 'important', 'suggestion');

/** A finding about one of a few lines, with a place or without. */
export const generatedFinding: fc.Arbitrary<Partial<ReviewFinding>> = fc
  .record({
    claim: fc.constantFrom(...claims),
    severity,
    kind: fc.constantFrom('regression', 'gap', 'pre-existing', null),
    place: fc.constantFrom(3, 3, 4, 9, 15, null),
    quote: fc.constantFrom(null, null, 'forget(record2, store);', 'neverWritten(anywhere);'),
  })
  .map(({ claim: [title, explanation], place, ...rest }) => ({
    ...rest,
    title,
    explanation,
    path: place === null ? null : 'src/store.ts',
    startLine: place,
    endLine: place,
  }));

const citation = fc.constantFrom(
  buildCitation('src/store.ts', 4, 'if (record3 === undefined) return guard(3);'),
  buildCitation('src/store.ts', 10, 'if (record9 === undefined) return guard(9);'),
  buildCitation('src/store.ts', 3, 'forget(record2, store);'),
  buildCitation('src/store.ts', 3, 'keepSafe(record2, store);', 'old'),
  buildCitation('src/store.ts', 1, 'const record0 = prepare(0);', 'old'),
  buildCitation('src/caller.ts', 2, 'export const call = () => store.forget(guardedRecord);'),
  buildCitation('LICENSE', 1, 'MIT License'),
  buildCitation('src/store.ts', 900, 'neverWritten(anywhere);'),
);

/** What an adjudicator says of one candidate. */
const generatedRuling: fc.Arbitrary<LooseRuling> = fc.record({
  ruling: fc.constantFrom('confirmed', 'plausible', 'refuted', 'refuted'),
  severity: fc.oneof(fc.constant(null), severity),
  kind: fc.constantFrom(null, null, 'regression', 'gap', 'pre-existing'),
  reason: fc.constantFrom('', 'The guard in line 4 returns before.', 'It cannot happen, as guard(9) shows.'),
  missing: fc.constantFrom(null, 'How often two callers meet.'),
  evidence: fc.array(citation, { maxLength: 2 }),
  repro: fc.constantFrom(null, null, 'shows', 'does-not-show'),
});

/** One ruling of an adjudicator on some of all findings, by number. */
export interface GeneratedRuling {
  readonly about: readonly number[];
  readonly said: LooseRuling;
  /** What it says of the same candidate besides; null as a rule. */
  readonly besides: LooseRuling | null;
  /** What stands in place of the ruling; absent where it stands itself, undefined where nothing does. */
  readonly waste?: unknown;
}

/** An adjudicator's run: who, and what it says. */
export interface GeneratedRulings {
  readonly agent: GeneratedAgent;
  readonly outcome: Outcome;
  readonly rulings: readonly GeneratedRuling[];
  readonly pairs: readonly { readonly about: readonly [number, number]; readonly same: boolean }[];
  /** Whether it answers in two documents instead of one. */
  readonly isSplit: boolean;
}

const rarely = <T>(other: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(other, { freq: 1, nil: null }).chain((value) => fc.constantFrom(null, null, value));

const someFinding = fc.nat({ max: 11 });
export const generatedRulings: fc.Arbitrary<GeneratedRulings> = fc.record({
  agent: fc.constantFrom(...names),
  outcome: fc.constantFrom<Outcome>(
    'completed',
    'completed',
    'completed',
    'completed',
    'crashed',
    'timed-out',
  ),
  rulings: fc.array(
    fc.record({
      about: fc.uniqueArray(someFinding, { minLength: 1, maxLength: 3 }),
      said: generatedRuling,
      besides: rarely(generatedRuling),
    }),
    { maxLength: 5 },
  ),
  isSplit: fc.boolean(),
  pairs: fc.array(fc.record({ about: fc.tuple(someFinding, someFinding), same: fc.boolean() }), {
    maxLength: 3,
  }),
});

/** What running a finding's script came to, as far as it decides anything. */
interface GeneratedProof extends Pick<Proof, 'status' | 'fix'> {
  readonly about: number;
}

/** A whole review: who found what, and who said what of it. */
export interface GeneratedReview {
  readonly findings: Readonly<Partial<Record<GeneratedAgent, readonly Partial<ReviewFinding>[]>>>;
  readonly adjudicators: readonly GeneratedRulings[];
  readonly proofs: readonly GeneratedProof[];
  readonly failOn: 'merge-with-fixes' | 'rework';
  readonly declines: boolean;
  /** Whether the team has all agents, or only those that found or ruled. */
  readonly isTeamFull: boolean;
  /** The round before, if there was one. */
  readonly last: GeneratedReview | null;
}

const generatedRound = {
  findings: fc.dictionary(fc.constantFrom(...names), fc.array(generatedFinding, { maxLength: 3 }), {
    minKeys: 1,
    maxKeys: 4,
  }),
  adjudicators: fc.array(generatedRulings, { maxLength: 4 }),
  proofs: fc.array(
    fc.record({
      about: someFinding,
      status: fc.constantFrom(...proofStatuses),
      fix: fc.constantFrom('proven', 'not-proven', null),
    }),
    { maxLength: 1 },
  ),
  failOn: fc.constantFrom<GeneratedReview['failOn']>('merge-with-fixes', 'merge-with-fixes', 'rework'),
  declines: fc.boolean(),
  isTeamFull: fc.boolean(),
};

export const generatedReview: fc.Arbitrary<GeneratedReview> = fc.record({
  ...generatedRound,
  last: rarely(fc.record({ ...generatedRound, last: fc.constant(null) })),
});

/**
 * The review as it would have been recorded.
 * @param shown what adjudicators could be asked about: less than all where the rest joined later.
 */
export function recordReview(
  review: GeneratedReview,
  shown: GeneratedReview = review,
  of: Texts = texts,
): Recording {
  const present = names.filter((name) => review.findings[name] !== undefined);
  const keys = names.flatMap((name) =>
    (shown.findings[name] ?? []).map((_, index) => `${name}/${index + 1}`),
  );
  const proofs = review.proofs.flatMap((proof) => recordProof(proof, keys));
  const runs = [
    ...present.map((name) =>
      buildReviewRun(name, review.findings[name] ?? [], { family: generatedAgents[name] }),
    ),
    ...review.adjudicators.map((one, index) => recordRulings(one, index, keys, proofs)),
  ];
  const declined = review.declines
    ? [{ ...noDecision, path: 'src/store.ts', text: 'whatever its name says', reason: 'We know.' }]
    : [];
  const team = names.filter((name) => review.isTeamFull || runs.some(({ agent }) => agent === name));
  return buildRecording(
    {
      runs,
      team: team.map((name) => buildTeamFacts(name, generatedAgents[name])),
      rules: { ...defaultRules, failOn: review.failOn, declined },
      proofs,
      ...(review.last !== null && {
        previous: settleReviews(recordReview(review.last, review.last, lastTexts)),
      }),
    },
    of,
  );
}

function recordProof({ about, status, fix }: GeneratedProof, keys: readonly string[]): Proof[] {
  const finding = keys[about % keys.length];
  if (finding === undefined) return [];
  const author = finding.split('/')[0] ?? '';
  return [
    {
      ...{
        finding,
        author,
        script: 'exit 1',
        needs: null,
        shows: null,
        patch: null,
        mutation: null,
        status,
        fix,
      },
      ...{ reason: 'So it ran.', arms: [], opened: null, durationMs: 1 },
    },
  ];
}

const noDecision = {
  fingerprint: null,
  path: null,
  text: null,
  reason: '',
  expires: null,
  by: null,
  upTo: 'critical',
} as const;

function recordRulings(
  { agent, outcome, rulings, pairs, isSplit }: GeneratedRulings,
  index: number,
  keys: readonly string[],
  proofs: readonly Proof[],
): AgentRun {
  const keysOf = (about: readonly number[]) => [
    ...new Set(about.flatMap((number) => keys[number % keys.length] ?? [])),
  ];
  const shown = rulings.flatMap(({ about }, at) => {
    const proof = proofs.find(({ finding }) => keysOf(about).includes(finding));
    return proof === undefined ? [] : [[scriptId(`F${at + 1}`), [nameOfScript(proof)]] as const];
  });
  const entries = rulings.map((ruling, at) => entriesOf(ruling, `F${at + 1}`));
  const half = isSplit ? Math.floor(entries.length / 2) : 0;
  const documents = [
    ...(half > 0 ? [{ rulings: entries.slice(0, half).flat(), pairs: [] }] : []),
    {
      rulings: entries.slice(half).flat(),
      pairs: pairs.map(({ same }, at) => ({ pair: `P${at + 1}`, same, reason: 'So it is.' })),
    },
  ];
  return buildRun({
    id: `${agent}-adjudicator-${index + 1}`,
    agent,
    family: generatedAgents[agent],
    role: 'adjudicator',
    outcome,
    subjects: {
      ...Object.fromEntries(rulings.map(({ about }, at) => [`F${at + 1}`, keysOf(about)])),
      ...Object.fromEntries(pairs.map(({ about }, at) => [`P${at + 1}`, keysOf(about)])),
      ...Object.fromEntries(shown),
    },
    answer:
      outcome === 'completed' ? documents.map((document) => JSON.stringify(document)).join('\n\n') : null,
  });
}

function entriesOf(ruling: GeneratedRuling, candidate: string): unknown[] {
  const { said, besides } = ruling;
  if ('waste' in ruling) return ruling.waste === undefined ? [] : [ruling.waste];
  return [said, ...(besides === null ? [] : [besides])].map((one) => buildRuling({ ...one, candidate }));
}
