import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';
import { writtenBy } from './written-values.ts';

/** An expression between the marks of a workflow; its offset is that of its first mark in the text. */
export interface Expression {
  readonly text: string;
  readonly offset: number;
}

/** Where an expression stands. */
export interface Place {
  readonly workflow: Workflow;
  readonly job: WorkflowJob;
  readonly step: WorkflowStep | null;
  /** What a caller hands to a reusable workflow or a composite action: by input, all expressions that it stands for. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
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

/** Steps from a value to where it comes from, and values, that are followed. */
const traced = { depth: 4, values: 40 };

/**
 * An expression together with those that it stands for: what `env`, the matrix, inputs, and outputs of steps and of needed
 * jobs are set to, one after the other, up to a few steps.
 */
export function traceExpression(expression: string, place: Place): readonly string[] {
  const found = new Map([[expression, 0]]);
  const places = new Map([[expression, place]]);
  for (const [text, depth] of found) {
    const here = places.get(text);
    if (depth >= traced.depth || !here) continue;
    for (const [source, at] of sourcesOf(text, here)) {
      if (found.has(source) || found.size >= traced.values) continue;
      found.set(source, depth + 1);
      if (at) places.set(source, at);
    }
  }
  return [...found.keys()];
}

/** What the parts of an expression are set to, each with its place; null where there is nothing to follow. */
function* sourcesOf(expression: string, place: Place): Generator<readonly [string, Place | null]> {
  const { workflow, job, step } = place;
  for (const [, name = ''] of expression.matchAll(/(?<![\w.-])env\.([\w-]+)/g)) {
    const value = (step?.env[name] ?? job.env[name] ?? workflow.env[name])?.value;
    if (value !== undefined) yield* inText(value, place);
    else for (const source of before(place)) yield* inWritten(source, 'env', name, place);
  }
  for (const [, id = '', output = ''] of expression.matchAll(
    /(?<![\w.-])steps\.([\w-]+)\.outputs\.([\w-]+)/g,
  )) {
    const source = job.steps.find((other) => other.id === id);
    if (source) yield* inWritten(source, 'output', output, place);
  }
  for (const [, name = '', output = ''] of expression.matchAll(
    /(?<![\w.-])needs\.([\w-]+)\.outputs\.([\w-]+)/g,
  )) {
    const source = workflow.jobs.find((other) => other.name === name);
    if (source) yield* inText(source.outputs[output]?.value ?? '', { ...place, job: source, step: null });
  }
  for (const [, name = '', rest = ''] of expression.matchAll(/(?<![\w.-])matrix\.([\w-]+)((?:\.[\w-]+)*)/g)) {
    // A value of the payload keeps its properties: commits of a push have messages.
    for (const value of [...(job.matrix[name] ?? []), ...(job.matrix[''] ?? [])])
      for (const [source, at] of inText(value, { ...place, step: null }))
        yield [/^[\w.*-]+$/.test(source) ? source + rest : source, at];
  }
  for (const [, name = ''] of expression.matchAll(/(?<![\w.-])inputs\.([\w-]+)/g))
    for (const source of place.inputs[name] ?? []) yield [source, null];
}

function* inText(text: string, place: Place): Generator<readonly [string, Place]> {
  for (const expression of expressionsIn(text)) yield [expression.text, place];
}

function* inWritten(step: WorkflowStep, file: 'env' | 'output', name: string, place: Place) {
  const here = { ...place, step };
  for (const { text, variables } of writtenBy(step, file, name)) {
    yield* inText(text, here);
    for (const variable of variables) yield* wordsOf(variable, here);
  }
}

/** The expressions that a variable of the shell, as a step sees it, is set to. */
export function* wordsOf(variable: string, place: Place): Generator<readonly [string, Place]> {
  const { workflow, job, step } = place;
  const value = (step?.env[variable] ?? job.env[variable] ?? workflow.env[variable])?.value;
  if (value !== undefined) yield* inText(value, place);
  else if (variable === 'GITHUB_HEAD_REF') yield ['github.head_ref', place];
}

const before = ({ job, step }: Place): readonly WorkflowStep[] =>
  step === null ? [] : job.steps.slice(0, job.steps.indexOf(step)).filter(({ run, uses }) => run || uses);
