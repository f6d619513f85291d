import fc from 'fast-check';
import type { ReviewFinding } from '../../src/model/answers/review-schema.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { AgentRun } from '../../src/model/run.ts';
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

const texts: Texts = {
  'src/store.ts': [lines(false), lines(true)],
  'src/caller.ts':
    'import { store } from "./store.ts";\nexport const call = () => store.forget(guardedRecord);\n',
  LICENSE: 'MIT License\n\nCopyright (c) 2020 Somebody\n',
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
});

/** An adjudicator's run: who, on which of all findings (by number), and what it says. */
export interface GeneratedRulings {
  readonly agent: GeneratedAgent;
  readonly rulings: readonly { readonly about: readonly number[]; readonly said: LooseRuling }[];
  readonly pairs: readonly { readonly about: readonly [number, number]; readonly same: boolean }[];
}

const someFinding = fc.nat({ max: 11 });
export const generatedRulings: fc.Arbitrary<GeneratedRulings> = fc.record({
  agent: fc.constantFrom(...names),
  rulings: fc.array(
    fc.record({ about: fc.uniqueArray(someFinding, { minLength: 1, maxLength: 3 }), said: generatedRuling }),
    { maxLength: 5 },
  ),
  pairs: fc.array(fc.record({ about: fc.tuple(someFinding, someFinding), same: fc.boolean() }), {
    maxLength: 3,
  }),
});

/** A whole review: who found what, and who said what of it. */
export interface GeneratedReview {
  readonly findings: Readonly<Partial<Record<GeneratedAgent, readonly Partial<ReviewFinding>[]>>>;
  readonly adjudicators: readonly GeneratedRulings[];
  readonly failOn: 'merge-with-fixes' | 'rework';
  readonly declines: boolean;
}

export const generatedReview: fc.Arbitrary<GeneratedReview> = fc.record({
  findings: fc.dictionary(fc.constantFrom(...names), fc.array(generatedFinding, { maxLength: 3 }), {
    minKeys: 1,
    maxKeys: 4,
  }),
  adjudicators: fc.array(generatedRulings, { maxLength: 4 }),
  failOn: fc.constantFrom('merge-with-fixes', 'merge-with-fixes', 'rework'),
  declines: fc.boolean(),
});

/**
 * The review as it would have been recorded.
 * @param shown what adjudicators could be asked about: less than all where the rest joined later.
 */
export function recordReview(review: GeneratedReview, shown: GeneratedReview = review): Recording {
  const present = names.filter((name) => review.findings[name] !== undefined);
  const keys = names.flatMap((name) =>
    (shown.findings[name] ?? []).map((_, index) => `${name}/${index + 1}`),
  );
  const runs = [
    ...present.map((name) =>
      buildReviewRun(name, review.findings[name] ?? [], { family: generatedAgents[name] }),
    ),
    ...review.adjudicators.map((one, index) => recordRulings(one, index, keys)),
  ];
  const declined = review.declines
    ? [{ ...noDecision, path: 'src/store.ts', text: 'whatever its name says', reason: 'We know.' }]
    : [];
  return buildRecording(
    {
      runs,
      team: names.map((name) => buildTeamFacts(name, generatedAgents[name])),
      rules: { ...defaultRules, failOn: review.failOn, declined },
    },
    texts,
  );
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
  { agent, rulings, pairs }: GeneratedRulings,
  index: number,
  keys: readonly string[],
): AgentRun {
  const keysOf = (about: readonly number[]) => [
    ...new Set(about.flatMap((number) => keys[number % keys.length] ?? [])),
  ];
  return buildRun({
    id: `${agent}-adjudicator-${index + 1}`,
    agent,
    family: generatedAgents[agent],
    role: 'adjudicator',
    subjects: {
      ...Object.fromEntries(rulings.map(({ about }, at) => [`F${at + 1}`, keysOf(about)])),
      ...Object.fromEntries(pairs.map(({ about }, at) => [`P${at + 1}`, keysOf(about)])),
    },
    answer: JSON.stringify({
      rulings: rulings.map(({ said }, at) => buildRuling({ ...said, candidate: `F${at + 1}` })),
      pairs: pairs.map(({ same }, at) => ({ pair: `P${at + 1}`, same, reason: 'So it is.' })),
    }),
  });
}
