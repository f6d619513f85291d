import type { ChangeView } from '../view/change-view.ts';
import type { FileView } from '../view/file-view.ts';
import { type Call, callsOf, inputsOf } from './called-workflows.ts';
import type { Place } from './expressions.ts';
import { isGuarded, isMerged } from './guards.ts';
import { withoutOwnRuns } from './runs/run-origin.ts';
import { privilegedEvent } from './untrusted-words.ts';
import type { Workflow, WorkflowJob, WorkflowStep, WorkflowText } from './workflow.ts';

/** A script, and how a run of a changed workflow comes to it. */
export interface ReachedScript {
  readonly path: string;
  readonly lines: readonly string[];
  readonly script: WorkflowText;
  /** The changed workflow, whose events start the run. */
  readonly caller: Workflow;
  readonly callerLines: readonly string[];
  /** Of these the one that gives the run the repository's rights although a stranger caused it; null for none. */
  readonly trigger: string | null;
  /** Whether a shell runs it; an interpreter of an action does otherwise. */
  readonly isShell: boolean;
  readonly place: Place & { readonly step: WorkflowStep };
  /** The calls on the way to it, from the changed workflow on; none for a script of its own. */
  readonly calls: readonly Call[];
  /** Whether only people with a say in the repository come to it. */
  readonly isGuarded: boolean;
  /** Whether it runs only for what somebody of the repository merged. */
  readonly isMerged: boolean;
}

/** Inputs that actions hand to a shell or an interpreter, by the action. */
const scriptInputs: Readonly<Record<string, string>> = {
  'actions/github-script': 'script',
  'appleboy/ssh-action': 'script',
  'azure/cli': 'inlinescript',
  'azure/powershell': 'inlinescript',
  'nick-fields/retry': 'command',
  'addnab/docker-run-action': 'run',
};

/** What is followed: calls from one file to the next, and all of them. */
const followed = { depth: 3, calls: 100 };

/** The scripts of a changed workflow, and those of the repository's workflows and actions that it hands payload to. */
export async function* reachedScripts(change: ChangeView, file: FileView): AsyncGenerator<ReachedScript> {
  const { readWorkflow } = await import('./read-workflow.ts');
  const read = new Map<string, { workflow: Workflow; lines: readonly string[] } | null>();
  const open = async (path: string) => {
    if (!read.has(path)) {
      const changed = change.changed(path);
      const text = await (changed ? change.view(changed).read('new') : change.readHead(path));
      const workflow = text === null ? null : readWorkflow(text);
      read.set(path, text === null || !workflow ? null : { workflow, lines: text.split('\n') });
    }
    return read.get(path) ?? null;
  };
  const changed = await open(file.path);
  if (!changed) return;
  const caller = await withoutOwnRuns(change, changed.workflow);
  const { lines: callerLines } = changed;
  const trigger = privilegedEvent(caller);
  const visits: Visit[] = [{ path: file.path, calls: [], inputs: {}, isGuarded: false, isMerged: false }];
  for (const visit of visits) {
    const opened = await open(visit.path);
    if (!opened) continue;
    const { workflow, lines } = opened;
    const conditions = (job: WorkflowJob, step: WorkflowStep | null) => ({
      isGuarded: visit.isGuarded || isGuarded(workflow, job, step, trigger),
      isMerged: visit.isMerged || isMerged(workflow, job, step),
    });
    for (const { job, step, script, isShell } of scriptsOf(workflow)) {
      const place = { workflow, job, step, inputs: visit.inputs };
      const { path, calls } = visit;
      yield {
        path,
        lines,
        caller,
        callerLines,
        trigger,
        script,
        isShell,
        place,
        calls,
        ...conditions(job, step),
      };
    }
    if (visit.calls.length >= followed.depth) continue;
    for (const call of callsOf(workflow)) {
      const inputs = inputsOf(call, { workflow, inputs: visit.inputs });
      // Without the payload it is no more than it is on its own.
      if (
        !Object.values(inputs)
          .flat()
          .some((each) => /\bgithub\.(?:event|head_ref)\b/.test(each))
      )
        continue;
      const calls = [...visit.calls, call];
      for (const path of call.paths)
        if (visits.length < followed.calls && !path.startsWith('../'))
          visits.push({ path, calls, inputs, ...conditions(call.job, call.step) });
    }
  }
}

interface Visit extends Pick<ReachedScript, 'path' | 'calls' | 'isGuarded' | 'isMerged'> {
  readonly inputs: Place['inputs'];
}

/** Every script: what a shell runs, how a step names its shell, and what github-script and the like do. */
const scriptsOf = (workflow: Workflow) =>
  workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) =>
      [
        { script: step.run, isShell: true },
        { script: step.shell, isShell: true },
        { script: scriptInput(step), isShell: false },
      ].flatMap(({ script, isShell }) => (script ? [{ job, step, script, isShell }] : [])),
    ),
  );

function scriptInput({ uses, inputs }: WorkflowStep): WorkflowText | null {
  const wanted = scriptInputs[uses.split('@')[0]?.toLowerCase() ?? ''];
  const name = Object.keys(inputs).find((input) => input.toLowerCase() === wanted);
  return name === undefined ? null : (inputs[name] ?? null);
}
