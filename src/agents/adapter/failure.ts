import * as z from 'zod';
import type { Outcome } from '../../model/run.ts';
import type { Answer, Ended } from './agent.ts';
import { parseJson } from './events.ts';

/** An answer about which nothing is known; adapters spread it and fill in what their CLI says. */
export const noAnswer: Answer = {
  text: null,
  outcome: 'vacuous',
  isFinished: false,
  reason: null,
  transient: false,
  model: null,
  tokens: null,
  costUsd: null,
  turns: null,
  toolCalls: null,
  pathsRead: [],
  uses: null,
};

/** Why a run has no answer. */
export type Failure = Pick<Answer, 'outcome' | 'reason' | 'transient'>;

/** Who failed, for the sentence that says what to do. */
interface Who {
  readonly title: string;
  readonly signIn: string;
}

/** One way in which services and CLIs fail; the first whose status or words fit is taken. */
interface Kind {
  readonly statuses: readonly number[];
  readonly words: RegExp;
  readonly outcome: Outcome;
  readonly transient: boolean;
  advise(who: Who): string;
}

/** Words seen in the errors of the six CLIs and their services, from the most particular to the broadest. */
const kinds: readonly Kind[] = [
  {
    statuses: [413],
    words: /too long|too large|maximum (context )?length|context (length|window)|hard limit/i,
    outcome: 'crashed',
    transient: false,
    advise: () => 'The brief is too long for the model: choose one with a larger context in `models`',
  },
  {
    statuses: [],
    words: /empty response|no response was returned|content.?filter|usage policy/i,
    outcome: 'vacuous',
    transient: false,
    advise: (who) =>
      `${who.title} was given nothing by its model: run it again, or choose another in \`models\``,
  },
  {
    statuses: [402],
    words:
      /insufficient.?quota|credit balance|billing|usage limit|plan limit|spend(ing)? limit|out of credits|exceeded your current quota/i,
    outcome: 'quota',
    transient: false,
    advise: (who) => `Its plan or budget is used up: raise the limit of the account behind ${who.title}`,
  },
  {
    statuses: [401, 403],
    words:
      /unauthori[sz]ed|not logged in|log ?in|invalid (x-)?api.?key|api.?key not valid|authenticat|permission.?denied/i,
    outcome: 'unauthenticated',
    transient: false,
    advise: (who) => `Its credentials were refused: check them, or ${who.signIn}`,
  },
  {
    statuses: [429],
    words: /rate.?limit|too many requests|resource.?exhausted/i,
    outcome: 'quota',
    transient: true,
    advise: () => 'The service limits its rate: review with fewer agents of this vendor at a time, or later',
  },
  {
    statuses: [404],
    words: /model.{0,60}not (found|exist)|not_found|may not exist|unknown model|unsupported model/i,
    outcome: 'crashed',
    transient: false,
    advise: () => 'The model is not available to this account: change it in `models`',
  },
  {
    statuses: [400, 422],
    words: /bad request|invalid.?(request|argument)/i,
    outcome: 'crashed',
    transient: false,
    advise: () => 'The service refused the request: check `models`',
  },
  {
    statuses: [408, 500, 502, 503, 504, 529],
    words:
      /overload|at capacity|over capacity|high demand|unavailable|internal.?(server.?)?error|ECONN|EPIPE|ETIMEDOUT|socket|terminated|disconnect|reset|fetch failed|network|stream (closed|ended)/i,
    outcome: 'crashed',
    transient: true,
    advise: () => 'The service or the way to it failed: try again later',
  },
];

/**
 * Sorts a run that left no answer into an outcome and says in one sentence what to do. `said` is the CLI's own last word,
 * `status` the HTTP status where the CLI names one; without it the status is looked for in the words.
 */
export function explainFailure(
  who: Who,
  ended: Ended,
  said?: string | null,
  status?: number | null,
): Failure {
  if (ended.timedOut) {
    const reason = `${who.title} gave no answer within its time: raise \`timeout-minutes\` or choose a faster model.`;
    return { outcome: 'timed-out', reason, transient: false };
  }
  const words = (said ?? lastLines(ended.stderr)).trim();
  const code = status ?? statusIn(words);
  const kind = kinds.find(
    (each) => (code !== null && each.statuses.includes(code)) || each.words.test(words),
  );
  if (kind) {
    const reason = `${kind.advise(who)} (${shorten(words)}).`;
    return { outcome: kind.outcome, reason, transient: kind.transient };
  }
  return { outcome: 'crashed', reason: explainEnd(who, ended, words), transient: false };
}

/** The outcome of a CLI that ended well and said nothing, which no one may take for a clean review. */
export function explainSilence(who: Who, detail = 'an empty answer'): Failure {
  const reason = `${who.title} ended with ${detail}: run it again, or choose another model in \`models\`.`;
  return { outcome: 'vacuous', reason, transient: false };
}

function explainEnd(who: Who, ended: Ended, words: string): string {
  const end = ended.signal ? `was killed by ${ended.signal}` : `ended with exit code ${ended.exitCode}`;
  return `${who.title} ${end} without an answer: ${words ? shorten(words) : 'it said nothing; run it by hand to see why'}.`;
}

function statusIn(words: string): number | null {
  const found = /(?:status|code|error)\W{0,4}([45]\d\d)\b/i.exec(words)?.[1];
  return found ? Number(found) : null;
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join(' ');
}

const errorBody = z
  .looseObject({ message: z.string().optional(), error: z.union([z.string(), z.looseObject({})]).optional() })
  .transform(({ error, message }) =>
    typeof error === 'object' ? JSON.stringify(error) : (error ?? message),
  );

/** What a service said, out of the JSON in which some CLIs show it: `400: {"error":{"message":"no"}}` → `400: no`. */
function withoutJson(words: string): string {
  const body = words.slice(Math.max(0, words.indexOf('{')), words.lastIndexOf('}') + 1);
  const said = errorBody.safeParse(parseJson(body)).data;
  return said === undefined || said === body ? words : withoutJson(words.replace(body, () => said));
}

function shorten(words: string): string {
  const line = withoutJson(words).replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
