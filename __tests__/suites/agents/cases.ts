import type { Outcome } from '../../../src/model/run.ts';
import { cleanReview, findingReview } from './reviews.ts';
import type { Scenario } from './stub/scenario.ts';

/** What the service does in one run, and what must come of it. */
export interface Case {
  readonly name: string;
  readonly scenario: Scenario;
  readonly outcome: Outcome;
  /** Where a CLI does not let it be told, by program. */
  readonly unless?: Readonly<Record<string, Outcome>>;
  /** Findings that are read from the answer; null where there is none to read. */
  readonly findings: number | null;
  readonly timeoutMs?: number;
  /** What the reason names, where a key proxy stands between the CLI and its service. */
  readonly names?: RegExp;
  /** The run ends within this time on a loaded machine of two cores. */
  readonly withinMs: number;
}

const words = JSON.stringify(findingReview);
const noise = Array.from({ length: 500_000 }, (_, index) => (index * 2_654_435_761) % 4_294_967_296).join(
  ' ',
);
const always = Number.POSITIVE_INFINITY;

/** The cases that every CLI is put through. */
export const cases: readonly Case[] = [
  reviewed('a clean review', { answer: cleanReview, usage: { input: 1234, output: 56 } }, 0),
  reviewed('a review with a finding', { answer: findingReview, usage: { input: 2345, output: 67 } }),
  reviewed('prose around the JSON', { answer: `Here is my review.\n\n${words}\n\nThat is all.` }),
  reviewed('a word after the JSON', { answer: [words, 'That is all.'] }),
  reviewed('a fenced answer', { answer: `\`\`\`json\n${words}\n\`\`\`` }),
  {
    ...reviewed('a cut answer', { answer: words.slice(0, words.indexOf('"design"')), stop: 'length' }),
    unless: { claude: 'crashed', codex: 'crashed' }, // they end with an error: its findings count, and it is no review
  },
  reviewed('an answer of 5 MB', { answer: { ...findingReview, summary: noise } }),
  reviewed('429 once', {
    answer: words,
    fault: { type: 'status', status: 429, retryAfterSeconds: 1, times: 1 },
  }),
  reviewed('500 twice', { answer: words, fault: { type: 'status', status: 500, times: 2 } }),
  reviewed('a connection that breaks once', { answer: words, fault: { type: 'reset', times: 1 } }),
  reviewed('no capacity once', {
    answer: words,
    fault: {
      ...{ type: 'overload', times: 1 },
      message: 'Selected model is at capacity. Please try a different model.',
    },
  }),
  failed('an empty answer', 'vacuous', { answer: '' }),
  {
    ...failed('a prompt that is too long', 'crashed', {
      answer: words,
      fault: {
        ...{ type: 'status', status: 400, times: always },
        message: '\u001b[31mprompt is too long\u001b[0m: 250000 tokens > 200000 maximum',
      },
    }),
    names: /too long/,
  },
  {
    ...failed('429 with a day to wait', 'quota', {
      answer: words,
      fault: { type: 'status', status: 429, retryAfterSeconds: 86_400, times: always },
    }),
    names: /asks not to be called before 20\d\d-\d\d-\d\d \d\d:\d\d UTC/,
    withinMs: 60_000,
  },
  {
    ...failed('a refusal', 'vacuous', { answer: 'I cannot help with that.', stop: 'refusal' }),
    unless: { gemini: 'malformed', copilot: 'malformed', qwen: 'crashed' }, // they show its words and no sign
  },
  failed('401', 'unauthenticated', { answer: words, fault: { type: 'status', status: 401, times: always } }),
  {
    ...failed('a web page', 'crashed', { answer: words, fault: { type: 'page', times: always } }),
    names: /web page/,
  },
  {
    ...failed('an error with status 200', 'crashed', {
      answer: words,
      fault: { type: 'false-success', times: always },
    }),
    names: /the model is asleep/,
  },
  {
    ...failed('a redirect', 'crashed', { answer: words, fault: { type: 'redirect', times: always } }),
    names: /sends on to|redirect|127\.0\.0\.1:9/i,
  },
  {
    ...failed('no answer', 'timed-out', { answer: words, fault: { type: 'hang', times: always } }),
    timeoutMs: 8_000,
    withinMs: 60_000,
  },
];

function reviewed(name: string, scenario: Scenario, findings = 1): Case {
  return { name, scenario, outcome: 'completed', findings, withinMs: 150_000 };
}

function failed(name: string, outcome: Outcome, scenario: Scenario): Case {
  return { name, scenario, outcome, findings: null, withinMs: 150_000 };
}
