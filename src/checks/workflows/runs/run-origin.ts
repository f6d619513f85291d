import type { ChangeView } from '../../view/change-view.ts';
import type { Workflow, WorkflowJob } from '../workflow.ts';

/**
 * Whose code the run before had, when `workflow_run` starts another: a stranger's where it was for a pull request, the
 * repository's where it never is, chosen where branches or releases are asked for (a fork may name a branch alike).
 */
export type RunOrigin = 'stranger' | 'repository' | 'chosen' | 'unknown';

/** Where the runs come from that a job follows, by its condition, and by the workflows that it names. */
export async function runOrigin(
  change: ChangeView,
  workflow: Workflow,
  job: WorkflowJob,
): Promise<RunOrigin> {
  if (/workflow_run\.event\s*==\s*'pull_request|workflow_run\.pull_requests/.test(job.condition))
    return 'stranger';
  const followed = followedRuns(workflow);
  const triggers = await Promise.all(
    followed.names.slice(0, mostNames).map((name) => triggersOf(change, name)),
  );
  const isForPulls = triggers.some((events) => events !== null && isOfStrangers(events));
  const isChosen = followed.hasBranches || /head_branch\s*==/.test(job.condition);
  if (isForPulls && !isChosen) return 'stranger';
  if (triggers.length > 0 && triggers.every((events) => events !== null) && !isForPulls) return 'repository';
  const isRelease =
    followed.names.length > 0 &&
    followed.names.every((name) => /release|publish|upload|deploy|nightly|version|tag/i.test(name));
  return isChosen || isRelease ? 'chosen' : 'unknown';
}

/** What a workflow is started by instead of `workflow_run` where every run that it follows is the repository's own. */
const ownRun = 'run of the repository';

/** A workflow as strangers can start it: `workflow_run` is no event of theirs where they start none of the runs that it follows. */
export async function withoutOwnRuns(change: ChangeView, workflow: Workflow): Promise<Workflow> {
  if (!workflow.triggers.has('workflow_run')) return workflow;
  const { names } = followedRuns(workflow);
  if (names.length === 0 || names.length > mostNames) return workflow;
  const followed = await Promise.all(names.map((name) => triggersOf(change, name)));
  if (followed.some((events) => events === null || isOfStrangers(events))) return workflow;
  const others = [...workflow.triggers].filter((event) => event !== 'workflow_run');
  return { ...workflow, triggers: new Set([...others, ownRun]) };
}

/** Whether any of some events is a pull request's, or follows runs that may be of one. */
const isOfStrangers = (events: ReadonlySet<string>): boolean =>
  [...events].some((event) => event.startsWith('pull_request') || event === 'workflow_run');

const mostNames = 10;

function followedRuns({ on }: Workflow): {
  readonly names: readonly string[];
  readonly hasBranches: boolean;
} {
  const events = typeof on === 'object' && on !== null ? (on as Record<string, unknown>) : {};
  const filter = events.workflow_run;
  if (typeof filter !== 'object' || filter === null) return { names: [], hasBranches: false };
  const { workflows, branches } = filter as Record<string, unknown>;
  return {
    names: [workflows].flat().filter((name) => typeof name === 'string'),
    hasBranches: branches !== undefined,
  };
}

async function readAt(change: ChangeView, path: string): Promise<Workflow | null> {
  const { readWorkflow } = await import('../read-workflow.ts');
  const text = await change.readHead(path);
  return text === null ? null : readWorkflow(text);
}

/** What files of workflows are often called, whatever name they give themselves. */
const usualFiles =
  `ci main build test tests check checks lint release publish deploy docker docs nightly pr pull-request
  pull_request push package python-package node`.split(/\s+/);

/** The events of the workflow with a name; null where it cannot be found by it. */
async function triggersOf(change: ChangeView, name: string): Promise<ReadonlySet<string> | null> {
  const { readWorkflow } = await import('../read-workflow.ts');
  const changed = change.files
    .map(({ path }) => path)
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  if (/^\.github\/workflows\//.test(name)) return (await readAt(change, name))?.triggers ?? null;
  const own = ['-', '_', ''].map((dash) => name.toLowerCase().replace(/[^a-z0-9]+/g, dash));
  const usual = [...own, ...name.toLowerCase().split(/[^a-z0-9]+/), ...usualFiles].flatMap((file) =>
    ['yml', 'yaml'].map((end) => `.github/workflows/${file}.${end}`),
  );
  for (const path of new Set([...changed.slice(0, 20), ...usual])) {
    const text = await change.readHead(path);
    if (!text?.includes(name)) continue;
    const workflow = readWorkflow(text);
    const named = /^name:[ \t]*["']?([^\n"'#]+)/m.exec(text)?.[1]?.trim();
    if (workflow && named === name) return workflow.triggers;
  }
  return null;
}
