import type { TeamMember } from '../../agents/team/team.ts';
import { provenSubject, writeProverBrief } from '../../brief/prover/prover-brief.ts';
import { patchOf } from '../../brief/reviewer/patch.ts';
import { openSources } from '../../change/places/sources.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import { readReproduction } from '../../findings/read-reproduction.ts';
import type { Brief } from '../../model/brief.ts';
import type { RecordedSources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { Proof } from '../../model/proof.ts';
import type { AgentRun } from '../../model/run.ts';
import type { ConductRequest } from '../conduct-request.ts';
import { type AskedScript, type ProverCandidate, planProvers } from './plan-provers.ts';
import type { ProofDesk } from './proof-desk.ts';

/** The moment at which scripts are asked for. */
export interface ProvingMoment {
  readonly finished: readonly AgentRun[];
  readonly settled: readonly SettledFinding[];
  readonly sources: RecordedSources;
  readonly freeRuns: number;
  readonly isReviewing: boolean;
}

/** Has agents write the scripts that findings lack. */
export interface ProverDesk {
  /** Takes a prover's script in, and has it run. */
  receive(run: AgentRun): void;
  /** The prover runs to begin now. */
  plan(moment: ProvingMoment): { readonly member: TeamMember; readonly brief: Brief }[];
  /** Whether somebody writes a script for any of these findings. */
  isPending(keys: readonly string[]): boolean;
}

interface Question extends AskedScript {
  readonly run: string;
  readonly finding: Finding;
}

/** Makes the desk of one review. Who may rule may also write: both take a model that judges. */
export function createProverDesk(request: ConductRequest, proofs: ProofDesk): ProverDesk {
  const { change, team, configuration } = request;
  const members = team.filter(
    ({ agent, rules, detection, standsInFor }) =>
      agent.type === 'cli' && rules && detection.outcome === 'completed' && standsInFor === undefined,
  );
  const questions: Question[] = [];
  let patch: string | null = null;

  const ask = (name: string, finding: SettledFinding, tried: Proof | null, sources: RecordedSources) => {
    const member = members.find(({ agent }) => agent.name === name);
    const [lead, ...others] = ownFirst(finding.cluster.findings, name);
    if (member === undefined || lead === undefined) throw new Error(`no agent ${name} may write a script`);
    patch ??= patchOf(change.files.filter((file) => file.class === 'reviewed'));
    const brief = writeProverBrief(
      { number: questions.length + 1, findings: [lead, ...others], tried },
      { change, sources: openSources(sources, change), patch, toolchain: toolchainOf(configuration) },
    );
    questions.push({
      run: `${name}-${brief.suffix}`,
      agent: name,
      family: member.agent.family,
      keys: brief.subjects[provenSubject] ?? [],
      finding: lead,
      isOpen: true,
      isDeclined: false,
    });
    return { member, brief };
  };

  return {
    receive(run) {
      const index = questions.findIndex((question) => question.run === run.id);
      const question = questions[index];
      if (question === undefined) return;
      const answer = run.outcome === 'completed' ? run.answer : null;
      const written = answer === null ? null : readReproduction(answer);
      questions[index] = { ...question, isOpen: false, isDeclined: written?.repro === null };
      if (written?.repro == null) return;
      const { repro, mutation } = written;
      proofs.begin({
        finding: question.finding.key,
        author: run.agent,
        script: repro.script,
        needs: repro.needs,
        shows: repro.shows,
        patch: written.patch ?? question.finding.patch,
        mutation,
      });
    },
    plan({ finished, settled, sources, freeRuns, isReviewing }) {
      if (freeRuns <= 0) return [];
      const plan = planProvers({
        settled,
        candidates: candidatesOf(members, finished, questions),
        asked: questions,
        shown: proofs.shown(),
        isPending: proofs.isPending,
        freeRuns,
        isReviewing,
      });
      return plan.map(({ agent, finding, tried }) => ask(agent, finding, tried, sources));
    },
    isPending: (keys) =>
      questions.some((question) => question.isOpen && question.keys.some((key) => keys.includes(key))),
  };
}

/** Members of whom no run has failed, in the order in which their reviews came in. */
function candidatesOf(
  members: readonly TeamMember[],
  finished: readonly AgentRun[],
  questions: readonly Question[],
): ProverCandidate[] {
  const place = ({ agent }: TeamMember): number => {
    const index = finished.findIndex((run) => run.agent === agent.name && run.role === 'reviewer');
    return index < 0 ? finished.length : index;
  };
  const isSound = ({ role, outcome, isSetAside }: AgentRun): boolean =>
    role === 'editor' || outcome === 'completed' || isSetAside === true;
  return members
    .filter(({ agent }) => finished.every((run) => run.agent !== agent.name || isSound(run)))
    .sort((a, b) => place(a) - place(b))
    .map(({ agent: { name, family } }) => ({
      agent: name,
      family,
      isBusy: questions.some((question) => question.agent === name && question.isOpen),
    }));
}

/** What the agent raised itself stands before what others said of the same. */
function ownFirst(findings: readonly Finding[], agent: string): readonly Finding[] {
  const own = findings.find((one) => one.agent === agent);
  return own === undefined ? findings : [own, ...findings.filter((one) => one !== own)];
}

function toolchainOf({ proof: { setup, build } }: Configuration): string[] {
  return [setup, build].filter((command) => command !== null);
}
