import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';

/** A condition that leaves only branches of the repository itself, or what someone trusted did. */
const trusted =
  /head\.repo\.(?:full_name|id|owner\.login|fork)|head_repository\.(?:full_name|id|fork)|author_association|github\.(?:actor|triggering_actor|event\.sender\.login)\s*==|\.user\.login\s*==|permission|is_?(?:member|maintainer|trusted|authorized)|contains\(\s*fromJSON\(/i;
/** Steps that end a run, or say who started it. */
const asks =
  /permission|collaborator|author_?association|membership|is-?member|team-?member|authoriz|trusted|maintainer|approved/i;

/**
 * Whether only people with a say in the repository come to a step: by the condition of the step, its job or a job before, or
 * by an earlier step that asks who it is.
 */
export function isGuarded(
  workflow: Workflow,
  job: WorkflowJob,
  step: WorkflowStep | null,
  trigger: string | null,
): boolean {
  const conditions = [job.condition, step?.condition ?? ''];
  if (conditions.some((condition) => isTrusted(condition, trigger))) return true;
  const before = step === null ? [] : job.steps.slice(0, job.steps.indexOf(step));
  if (before.some(asksWho)) return true;
  const needed = workflow.jobs.filter(({ name }) => job.needs.includes(name));
  return needed.some((other) => isTrusted(other.condition, trigger) || other.steps.some(asksWho));
}

/** Whether a step runs only for what somebody of the repository merged: the code is accepted, the words around it are not. */
export const isMerged = (workflow: Workflow, job: WorkflowJob, step: WorkflowStep | null): boolean =>
  [
    job.condition,
    step?.condition ?? '',
    ...workflow.jobs.filter(({ name }) => job.needs.includes(name)).map(({ condition }) => condition),
  ].some((condition) =>
    condition
      .split('||')
      .every(
        (part) =>
          merged.test(part) || /event_name\s*==\s*'(?:push|workflow_dispatch|schedule|release)'/.test(part),
      ),
  );

const merged = /(?<!!\s*\(?\s*(?:github\.event\.)?)\bpull_request\.merged\b(?!\s*(?:==\s*false|!=))/;

const isTrusted = (condition: string, trigger: string | null): boolean =>
  trusted.test(condition) ||
  (trigger === 'workflow_run' &&
    /workflow_run\.event\s*==\s*'(?:push|schedule|release|workflow_dispatch)'/.test(condition));

const asksWho = ({ uses, run, inputs, condition }: WorkflowStep): boolean =>
  (asks.test(uses) && !uses.startsWith('actions/')) ||
  (/\bexit 1\b/.test(run?.value ?? '') && (asks.test(run?.value ?? '') || trusted.test(condition))) ||
  (/github-script/.test(uses) &&
    asks.test(inputs.script?.value ?? '') &&
    /setFailed|throw|exit/.test(inputs.script?.value ?? ''));
