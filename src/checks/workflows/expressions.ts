import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';

/** An expression between the marks of a workflow; its offset is that of its first mark in the text. */
export interface Expression {
  readonly text: string;
  readonly offset: number;
}

/** The expressions in a text, each with properties in dots: `issue['title']` is `issue.title`. */
export function expressionsIn(text: string): Expression[] {
  return Array.from(text.matchAll(/\$\{\{([\s\S]{0,1000}?)\}\}/g), ({ index, 1: inside = '' }) => ({
    text: normalise(inside),
    offset: index,
  }));
}

const normalise = (expression: string): string =>
  expression
    .replace(/\[\s*'([\w-]+)'\s*\]/g, '.$1')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * An expression together with those that it stands for: what `env`, outputs of steps and of needed jobs are set to, one
 * after the other, up to a few steps.
 */
export function* traceExpression(
  expression: string,
  workflow: Workflow,
  job: WorkflowJob,
  step: WorkflowStep | null,
  depth = 0,
): Generator<string> {
  yield expression;
  if (depth >= 3) return;
  for (const [, name = ''] of expression.matchAll(/\benv\.([\w-]+)/g)) {
    const value = (step?.env[name] ?? job.env[name] ?? workflow.env[name])?.value;
    for (const { text } of expressionsIn(value ?? ''))
      yield* traceExpression(text, workflow, job, step, depth + 1);
  }
  for (const [, id = '', output = ''] of expression.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    const source = job.steps.find((other) => other.id === id);
    for (const line of source?.run?.value.split('\n') ?? []) {
      if (!new RegExp(`echo\\s+["']?${output}=["']?\\$`).test(line)) continue;
      for (const { text } of expressionsIn(line))
        yield* traceExpression(text, workflow, job, source ?? null, depth + 1);
      for (const [, variable = ''] of line.matchAll(/\$\{?([A-Z_]+)\}?/g)) {
        for (const { text } of expressionsIn(source?.env[variable]?.value ?? ''))
          yield* traceExpression(text, workflow, job, source ?? null, depth + 1);
      }
    }
  }
  for (const [, name = '', output = ''] of expression.matchAll(/\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    const source = workflow.jobs.find((other) => other.name === name);
    for (const { text } of expressionsIn(source?.outputs[output]?.value ?? ''))
      if (source) yield* traceExpression(text, workflow, source, null, depth + 1);
  }
}
