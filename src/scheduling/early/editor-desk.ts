import type { TeamMember } from '../../agents/team/team.ts';
import { writeEditorBrief } from '../../brief/editor/editor-brief.ts';
import type { Brief } from '../../model/brief.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { AgentRun } from '../../model/run.ts';
import type { ConductedReview, ConductRequest, EditingTerms } from '../conduct-request.ts';
import type { Job } from '../plan-reviews.ts';
import { foretellRulings, outlineOf } from './foretell.ts';

/** The moment at which an editor may begin: all reviewers have ended. */
export interface EditingMoment {
  readonly finished: readonly AgentRun[];
  /** What has come in, with these runs. */
  readonly conducted: (runs: readonly AgentRun[]) => ConductedReview;
  /** What goes on beside editors. */
  readonly open: readonly Job[];
  /** Begins a run that may take so many milliseconds; false where it may not begin. */
  readonly begin: (job: Job, limitMs: number) => boolean;
}

/** Has one agent write the report's prose, while the last rulings are still awaited. */
export interface EditorDesk {
  /** Begins an editor where one is wanted, and takes back one that wrote of another report than is coming. */
  plan(moment: EditingMoment): Promise<void>;
  /** Why this run need not go on, in one sentence; null where it is needed. */
  stops(brief: Brief): string | null;
  /** The runs, with what was written of another report set aside. */
  judge(runs: readonly AgentRun[]): AgentRun[];
}

/** Everybody waits for the editor, so it must end soon after the last reviewer: within so much of what the review took; the first one within this, if that is more. */
const patience = { share: 0.12, leastMs: 60_000, mostMs: 120_000 };
/** With less time than this left no editor begins. */
export const shortestEditMs = 30_000;
/** Of one review: a first one, and two more where rulings came otherwise than was foretold. */
const mostEditors = 3;
const superseded =
  'Rulings came otherwise than was foretold when it began, so its text is of another report.';

/** An editor that was begun, and of which report. */
interface Begun {
  readonly brief: Brief;
  readonly run: string;
  readonly outline: string;
}

/** Makes the desk of one review; it does nothing where nobody may edit. */
export function createEditorDesk(
  { team, ports, startedAt }: ConductRequest,
  { record, settle }: EditingTerms,
): EditorDesk {
  const begun: Begun[] = [];
  const stopped = new Set<Brief>();
  let known = '';
  /** Of the report that is coming: rulings may change it, and change it back. */
  let current = '';
  const isObsolete = ({ brief, outline }: Begun) => outline !== current || stopped.has(brief);

  const leftMs = (runs: readonly AgentRun[]) => {
    const ends = runs.filter(({ role }) => role === 'reviewer').map((run) => run.startedAt + run.durationMs);
    const last = Math.max(startedAt, ...ends);
    const allowed = Math.max(begun.length === 0 ? patience.leastMs : 0, (last - startedAt) * patience.share);
    return Math.min(last + allowed - ports.clock.now(), patience.mostMs);
  };

  return {
    async plan({ finished, conducted, open, begin }) {
      const member = chooseEditor(team, finished);
      if (member === null && begun.length === 0) return;
      const runs = finished.filter(({ role }) => role !== 'editor');
      const foretold = conducted([...runs, ...foretellRulings(open, ports.clock.now())]);
      const state = JSON.stringify([
        runs.map(({ id }) => id),
        foretold.runs.map(({ id }) => id),
        foretold.proofs?.map(({ status }) => status),
      ]);
      if (state === known) return;
      known = state;
      const report = settle(await record(foretold));
      current = outlineOf(report);
      if (begun.some((each) => !isObsolete(each))) return;
      const limitMs = leftMs(runs);
      if (begun.length === mostEditors || limitMs < shortestEditMs) return;
      if (member === null || !isWorthEditing(report)) return;
      const brief = writeEditorBrief(report, begun.length + 1);
      if (!begin({ member, brief }, limitMs)) {
        known = '';
        return;
      }
      begun.push({ brief, run: `${member.agent.name}-${brief.suffix}`, outline: current });
    },
    stops(brief) {
      const own = begun.find((each) => each.brief === brief);
      if (own === undefined || !isObsolete(own)) return null;
      stopped.add(brief);
      return superseded;
    },
    judge: (runs) => {
      const aside = new Set(begun.filter(isObsolete).map(({ run }) => run));
      return runs.map((run) =>
        run.role === 'editor' && aside.has(run.id)
          ? { ...run, outcome: 'cancelled', reason: superseded, isSetAside: true }
          : run,
      );
    },
  };
}

/** The agent that was quickest and never failed, of those that may rule: who may judge may also write. */
function chooseEditor(team: readonly TeamMember[], runs: readonly AgentRun[]): TeamMember | null {
  const spent = (member: TeamMember) =>
    Math.max(0, ...runs.filter((run) => run.agent === member.agent.name).map((run) => run.durationMs));
  const hasFailed = ({ agent }: TeamMember) =>
    runs.some((run) => run.agent === agent.name && run.outcome !== 'completed' && run.isSetAside !== true);
  const [quickest] = team
    .filter((member) => member.rules && member.detection.outcome === 'completed' && !hasFailed(member))
    .sort((a, b) => spent(a) - spent(b));
  return quickest ?? null;
}

/** One agent's clean review says all there is to say. */
const isWorthEditing = (report: Report): boolean =>
  report.appendix.length > 0 && report.findings.length + report.refuted.length > 0;
