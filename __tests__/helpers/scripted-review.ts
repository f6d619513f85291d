import type { AgentRunner } from '../../src/agents/runs/run-agent.ts';
import type { TeamMember } from '../../src/agents/team/team.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { emptyConfiguration } from '../../src/config/empty-configuration.ts';
import { parseInputs } from '../../src/config/inputs.ts';
import type { Brief } from '../../src/model/brief.ts';
import type { ChangedFile } from '../../src/model/change/change.ts';
import type { ReviewEvent } from '../../src/model/events.ts';
import type { Proof } from '../../src/model/proof.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { AgentRun } from '../../src/model/run.ts';
import type { ProofRequest } from '../../src/proof/prove.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import type { ConductedReview, ConductRequest } from '../../src/scheduling/conduct-request.ts';
import { conductReview } from '../../src/scheduling/conduct-review.ts';
import { buildRuling, buildRun, type LooseRuling } from './agent-run.ts';
import { buildBrief } from './brief.ts';
import type { Texts } from './change.ts';
import { buildPorts } from './ports.ts';
import { buildRecording, buildTeamFacts } from './recording.ts';
import { buildMember } from './run-fixture.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** What a scripted agent does in one run. */
export interface ScriptedRun extends Partial<AgentRun> {
  readonly durationMs: number;
}

/** What an agent does in any of its runs. */
export type Script = (brief: Brief, member: TeamMember) => ScriptedRun;

/** A run as it happened. */
export interface TimedRun {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly brief: Brief;
}

/** A conducted review with its schedule. */
export interface ScriptedReview extends ConductedReview {
  /** The same as it would be recorded. */
  readonly recording: Recording;
  readonly schedule: readonly TimedRun[];
  readonly events: readonly ReviewEvent[];
  /** What was said to the person who runs it. */
  readonly logged: readonly string[];
  readonly wallClockMs: number;
}

/** What a test may set. */
export interface ScriptedOptions {
  readonly inputs?: Parameters<typeof parseInputs>[0];
  readonly limits?: Partial<Configuration['limits']>;
  readonly briefs?: readonly Brief[];
  readonly members?: Readonly<Record<string, Partial<TeamMember>>>;
  readonly families?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Who reads what; everybody unless said. */
  readonly readers?: Configuration['readers'];
  /** The change; the made-up queue unless said. */
  readonly texts?: Texts;
  /** What the texts cannot tell of a file, such as its risk, by its path. */
  readonly files?: Readonly<Record<string, Partial<ChangedFile>>>;
  readonly rules?: Partial<ConductRequest['rules']>;
  readonly time?: VirtualTime;
  /** Whether somebody writes the report's prose; nobody unless said. */
  readonly isEdited?: boolean;
  /** Runs scripts; nobody unless said. */
  readonly prove?: (request: ProofRequest) => Promise<Proof>;
}

/** Conducts a review with scripted agents in virtual time; a run longer than its limit times out, and one that is told to stop does within a second. */
export async function conductScripted(
  scripts: Readonly<Record<string, Script>>,
  options: ScriptedOptions = {},
): Promise<ScriptedReview> {
  const time = options.time ?? virtualTime();
  const built = buildRecording({}, options.texts);
  const files = built.change.files.map((file) => ({ ...file, ...options.files?.[file.path] }));
  const recording = { ...built, change: { ...built.change, files } };
  const startedAt = time.clock.now();
  const schedule: TimedRun[] = [];
  const events: ReviewEvent[] = [];
  const logged: string[] = [];
  const log = (message: string) => logged.push(message);
  const runner: Pick<AgentRunner, 'run'> = {
    async run(member, brief) {
      const script = scripts[member.agent.name];
      if (script === undefined) throw new Error(`no script for ${member.agent.name}`);
      const { durationMs, ...scripted } = script(brief, member);
      const id = [member.agent.name, brief.suffix].filter((part) => part !== '').join('-');
      const begun = time.clock.now();
      const isLate = durationMs > member.timeoutMs;
      const endsAt = begun + Math.min(durationMs, member.timeoutMs);
      const restMs = () => endsAt - time.clock.now();
      let reason: string | null = null;
      while (restMs() > 0 && reason === null) {
        await time.sleep(brief.role === 'reviewer' ? restMs() : Math.min(1_000, restMs()));
        if (restMs() > 0) reason = member.stopsAt?.({ tokens: null, costUsd: null, model: null }) ?? null;
      }
      schedule.push({ id, startMs: begun - startedAt, endMs: time.clock.now() - startedAt, brief });
      return buildRun({
        id,
        agent: member.agent.name,
        family: member.agent.family,
        role: brief.role,
        startedAt: begun,
        durationMs: time.clock.now() - begun,
        subjects: brief.subjects,
        assigned: brief.assigned,
        ...scripted,
        ...(isLate && { outcome: 'timed-out', answer: null }),
        ...(reason !== null && { outcome: 'cancelled', reason, answer: null }),
      });
    },
  };
  const team = Object.keys(scripts).map((name) => {
    const member = buildMember(name, { declaration: { command: ['true'], ...familyOf(name, options) } });
    return { ...member, timeoutMs: 1_200_000, ...options.members?.[name] };
  });
  const ports = buildPorts({
    log: { debug: log, info: log, warning: log, error: log },
    clock: time.clock,
    temporaryDirectory: '/nonexistent',
    emit: (event) => events.push(event),
    ...(options.signal && { signal: options.signal }),
  });
  const record = async (conducted: ConductedReview): Promise<Recording> => ({
    ...recording,
    review: {
      ...conducted.review,
      ...{ startedAt, finishedAt: time.clock.now(), round: 1, isLastRoundLost: false },
    },
    team: team.map(({ agent: { name, family }, reviews }) =>
      buildTeamFacts(name, family, { reviews, spared: conducted.spared.includes(name) }),
    ),
    runs: conducted.runs,
    ...(conducted.proofs !== null && { proofs: conducted.proofs }),
  });
  const prove = options.prove;
  const review = await time.pass(
    conductReview({
      briefs: options.briefs ?? [buildBrief({ assigned: ['src/queue.ts'] })],
      team,
      change: recording.change,
      revisions: undefined as never,
      configuration: {
        ...emptyConfiguration,
        ...(options.readers && { readers: options.readers }),
        ...(prove && { proof: { ...emptyConfiguration.proof, mode: 'blocking' } }),
        limits: { ...emptyConfiguration.limits, ...options.limits },
      },
      rules: { ...recording.rules, ...options.rules },
      runner,
      inputs: parseInputs(options.inputs ?? {}),
      previous: null,
      startedAt,
      ports,
      readCited: async () => recording.sources,
      ...(options.isEdited && { editing: { record, settle: settleReviews } }),
      prover: prove
        ? { prove, rerun: async () => ({ state: 'unknown', said: null }), close: async () => {} }
        : null,
    }),
  );
  return {
    ...review,
    schedule,
    events,
    logged,
    wallClockMs: time.clock.now() - startedAt,
    recording: await record(review),
  };
}

const familyOf = (name: string, { families }: ScriptedOptions) =>
  families?.[name] === undefined ? {} : { family: families[name] };

/** An agent that reviews in `reviewMs` with an answer, and rules in a base time plus some for each candidate. */
export function scriptedAgent(
  reviewMs: number,
  review: string,
  rule: (keys: readonly string[]) => LooseRuling = () => ({}),
  rulingMs: readonly [base: number, each: number] = [30_000, 15_000],
  isSame: (pair: readonly string[]) => boolean = () => false,
): Script {
  return (brief) => {
    if (brief.role === 'reviewer') return { durationMs: reviewMs, answer: review };
    const candidates = Object.entries(brief.subjects).filter(([id]) => id.startsWith('F'));
    const rulings = candidates.map(([candidate, keys]) => buildRuling({ candidate, ...rule(keys) }));
    const pairs = Object.entries(brief.subjects)
      .filter(([id]) => id.startsWith('P'))
      .map(([pair, keys]) => ({ pair, same: isSame(keys), reason: 'So says the code.' }));
    return {
      durationMs: rulingMs[0] + rulingMs[1] * candidates.length,
      answer: JSON.stringify({ rulings, pairs }),
    };
  };
}
