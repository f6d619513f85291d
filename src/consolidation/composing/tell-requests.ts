import { checkCitation } from '../../change/places/anchor.ts';
import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { RequestAnswer } from '../../model/answers/review-schema.ts';
import type { LinkedIssue } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Recording } from '../../model/recording.ts';
import { joinTitles } from '../../model/report/wording.ts';
import { builtIn } from '../../model/team.ts';
import { toolsSource } from '../../model/tool-result.ts';
import { shortened, wordList } from './wording.ts';

const order = ['not', 'partly', 'unclear', 'done'] as const;
const words = { done: 'done', partly: 'done in part', not: 'not done', unclear: 'not to be told' } as const;
/** More places than these add nothing to a line. */
const mostPlaces = 3;

/** What reviewers say of one issue. */
interface Told {
  readonly agents: readonly string[];
  readonly state: RequestAnswer['state'];
  readonly answers: readonly RequestAnswer[];
}

/**
 * Says in one line for each linked issue whether the change does what it asks for, by whom, and what shows it; code says of each place
 * whether its quote stands there. Nothing blocks for it.
 */
export function tellRequests(
  { change, runs }: Pick<Recording, 'change' | 'runs'>,
  reviews: readonly ReviewOfRun[],
  sources: Sources,
): string[] {
  const wasAsked = runs.some(
    ({ agent, role, outcome }) =>
      role === 'reviewer' && outcome === 'completed' && agent !== builtIn && agent !== toolsSource,
  );
  const issues = wasAsked ? (change.pullRequest?.issues ?? []) : [];
  return issues.map((issue) => {
    const name = `#${issue.number} (“${shortened(issue.title, 80)}”)`;
    const told = gather(issue, reviews);
    if (told.length === 0) return `Whether the change does what ${name} asks for, no reviewer said.`;
    const parts = told.map(
      ({ state, agents, answers }) =>
        `${words[state]} according to ${joinTitles(agents)}${describe(state, answers, sources)}`,
    );
    return `What ${name} asks for is ${wordList(parts)}.`;
  });
}

/** The answers to one issue, those that agree together, the worst first. */
function gather({ number }: LinkedIssue, reviews: readonly ReviewOfRun[]): Told[] {
  const byAgent = new Map<string, RequestAnswer[]>();
  for (const { run, reading } of reviews) {
    if (run.outcome !== 'completed' || reading.form === 'unreadable') continue;
    const answers = reading.review.requests.filter(({ issue }) => issue === number);
    if (answers.length > 0) byAgent.set(run.agent, [...(byAgent.get(run.agent) ?? []), ...answers]);
  }
  return order.flatMap((state) => {
    const own = [...byAgent].filter(([, answers]) => stateOf(answers) === state);
    if (own.length === 0) return [];
    return [{ state, agents: own.map(([agent]) => agent), answers: own.flatMap(([, answers]) => answers) }];
  });
}

/** Parts of a large change see parts of it: what one of them finds done and another does not is done in part. */
function stateOf(answers: readonly RequestAnswer[]): RequestAnswer['state'] {
  const states = new Set(answers.map(({ state }) => state).filter((state) => state !== 'unclear'));
  const [only] = states;
  return only === undefined ? 'unclear' : states.size === 1 ? only : 'partly';
}

function describe(
  state: RequestAnswer['state'],
  answers: readonly RequestAnswer[],
  sources: Sources,
): string {
  const [first] = answers.map(({ explanation }) => explanation.trim()).filter((text) => text !== '');
  const reason = state === 'done' || first === undefined ? '' : `“${shortened(first, 240)}”`;
  const places = new Set(
    answers.flatMap(({ evidence }) => evidence.map((each) => describePlace(each, sources))),
  );
  const shown = [...places].slice(0, mostPlaces);
  const parts = [reason, ...(shown.length === 0 ? ['no place shown'] : shown)];
  return ` (${parts.filter((part) => part !== '').join('; ')})`;
}

function describePlace({ path, line, quote }: RequestAnswer['evidence'][number], sources: Sources): string {
  const found = checkCitation({ path, line, side: 'new', quote }, sources);
  const place = found.checked ? found : { path, line };
  const text = `${place.path}${place.line === null ? '' : `:${place.line}`}`.replaceAll('`', '');
  return `\`${shortened(text, 120)}\`${found.checked ? '' : ', where its quote was not found'}`;
}
