import { posix } from 'node:path';
import { expressionsIn, type Place, traceExpression } from './expressions.ts';
import type { Workflow, WorkflowJob, WorkflowStep, WorkflowTexts } from './workflow.ts';

/** A reusable workflow or composite action of the repository, as another workflow calls it. */
export interface Call {
  /** Where what is called may lie; the first that is there. */
  readonly paths: readonly string[];
  readonly job: WorkflowJob;
  /** Null for a job that is a whole workflow. */
  readonly step: WorkflowStep | null;
  readonly inputs: WorkflowTexts;
}

/** What a workflow calls out of its own repository. */
export function callsOf(workflow: Workflow): Call[] {
  return workflow.jobs.flatMap((job): Call[] => {
    const steps = job.steps
      .filter(({ uses }) => uses.startsWith('./'))
      .map((step) => ({
        paths: ['action.yml', 'action.yaml'].map((name) => posix.join(step.uses, name)),
        job,
        step,
        inputs: step.inputs,
      }));
    return job.uses.startsWith('./')
      ? [{ paths: [posix.normalize(job.uses)], job, step: null, inputs: job.inputs }, ...steps]
      : steps;
  });
}

/** What the inputs of a call stand for: by input, every expression on the way to where the value comes from. */
export const inputsOf = ({ inputs, job, step }: Call, caller: Omit<Place, 'job' | 'step'>): Place['inputs'] =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { value }]) => [
      name,
      expressionsIn(value).flatMap(({ text }) => [...traceExpression(text, { ...caller, job, step })]),
    ]),
  );
