import type { AgentRunner } from '../agents/runs/run-agent.ts';
import type { TeamMember } from '../agents/team/team.ts';
import { writeEditorBrief } from '../brief/editor/editor-brief.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Inputs } from '../config/inputs.ts';
import { createPrices } from '../config/prices.ts';
import type { Ports } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report/report-schema.ts';
import { createSpending } from './ceilings/spending.ts';
import { withEffort } from './choose-effort.ts';

/** Who may edit, and within which ceilings. */
export interface EditorSetting {
  readonly team: readonly TeamMember[];
  readonly runner: Pick<AgentRunner, 'run'>;
  readonly inputs: Inputs;
  readonly configuration: Configuration;
  readonly ports: Ports;
}

/** Everybody waits for the editor, so it gets little time; without it code's own prose stands. */
const longestEditMs = 120_000;
const leastRemainingMs = 30_000;

/**
 * Has one agent write the settled report's prose, as the last run of a review, and returns the recording with that run. It returns the
 * recording as it is when there is nothing to write about, nobody to write, or too little time, money or runs left.
 */
export async function inviteEditor(
  recording: Recording,
  settle: (recording: Recording) => Report,
  { team, runner, inputs, configuration, ports }: EditorSetting,
): Promise<Recording> {
  const member = chooseEditor(team, recording);
  const remainingMs =
    recording.review.startedAt + inputs['total-timeout-minutes'] * 60_000 - ports.clock.now();
  const spending = createSpending(
    { maxCostUsd: inputs['max-cost-usd'], maxTokens: inputs['max-tokens'] },
    createPrices(configuration.prices),
  );
  for (const run of recording.runs) spending.ended(run, { costUsd: null, tokens: null });
  const mayBegin =
    !ports.signal.aborted &&
    remainingMs > leastRemainingMs &&
    spending.exhausted() === null &&
    recording.runs.length < configuration.limits['max-runs'];
  if (member === null || !mayBegin) return recording;
  const report = settle(recording);
  if (!isWorthEditing(report)) return recording;
  const timeoutMs = Math.min(member.timeoutMs, longestEditMs, remainingMs);
  const brief = writeEditorBrief(report);
  const admission = spending.admit(member, brief, false);
  if (admission.type !== 'begin') return recording;
  const { share, stopsAt } = admission;
  const run = spending.ended(
    await runner.run({ ...withEffort(member, brief, recording.change), timeoutMs, stopsAt }, brief),
    share,
  );
  return {
    ...recording,
    runs: [...recording.runs, run],
    review: { ...recording.review, finishedAt: ports.clock.now() },
  };
}

/** The agent that was quickest and never failed, of those that may rule: who may judge may also write. */
function chooseEditor(team: readonly TeamMember[], { runs }: Recording): TeamMember | null {
  const spent = (member: TeamMember) =>
    Math.max(0, ...runs.filter((run) => run.agent === member.agent.name).map((run) => run.durationMs));
  const [quickest] = team
    .filter(
      ({ agent, rules, detection }) =>
        rules &&
        detection.outcome === 'completed' &&
        runs.every((run) => run.agent !== agent.name || run.outcome === 'completed'),
    )
    .sort((a, b) => spent(a) - spent(b));
  return quickest ?? null;
}

/** One agent's clean review says all there is to say. */
const isWorthEditing = (report: Report): boolean =>
  report.appendix.length > 0 && report.findings.length + report.refuted.length > 0;
