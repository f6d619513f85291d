import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { refuseDeepYaml } from '../../safety/nested-yaml.ts';
import { resolveAliases } from '../../safety/yaml-aliases.ts';
import type { Workflow, WorkflowJob, WorkflowStep, WorkflowText, WorkflowTexts } from './workflow.ts';

/** Reads a workflow; null where the text is none. */
export function readWorkflow(text: string): Workflow | null {
  const lines = new LineCounter();
  // Events stand under `on`, which YAML 1.1 reads as true.
  const document = parseDocument(refuseDeepYaml(text), {
    lineCounter: lines,
    prettyErrors: false,
    // Looking for a key among all others takes minutes where there are many; a file that repeats one does not run.
    uniqueKeys: false,
    version: '1.2',
    logLevel: 'silent',
  });
  const { contents, errors } = document;
  if (errors.length > 0 || !isMap(contents)) return null;
  resolveAliases(contents);
  const on = contents.get('on', true) as Node | undefined;
  const jobs = mapAt(contents, 'jobs')?.items.flatMap(({ key, value }) =>
    isMap(value) ? [readJob(String((key as Scalar).value), value, lines)] : [],
  );
  return {
    triggers: new Set(triggersOf(on)),
    triggerLines: on?.range ? [lines.linePos(on.range[0]).line, lines.linePos(on.range[1]).line] : [0, 0],
    on: on?.toJS(document),
    env: textsAt(contents, 'env', lines),
    jobs: jobs ?? [readAction(contents, lines)],
  };
}

const readJob = (name: string, job: YAMLMap, lines: LineCounter): WorkflowJob => ({
  name,
  condition: stringAt(job, 'if'),
  hasEnvironment: job.has('environment'),
  env: textsAt(job, 'env', lines),
  outputs: textsAt(job, 'outputs', lines),
  needs: triggersOf(job.get('needs', true)),
  uses: stringAt(job, 'uses'),
  inputs: textsAt(job, 'with', lines),
  matrix: readMatrix(mapAt(job, 'strategy')),
  steps: readSteps(job, lines),
});

/** The steps of a composite action stand under `runs`. */
const readAction = (contents: YAMLMap, lines: LineCounter): WorkflowJob => {
  const runs = mapAt(contents, 'runs');
  return {
    name: 'action',
    condition: '',
    hasEnvironment: false,
    env: {},
    outputs: {},
    needs: [],
    uses: '',
    inputs: {},
    matrix: {},
    steps: runs === null ? [] : readSteps(runs, lines),
  };
};

function readSteps(map: YAMLMap, lines: LineCounter): WorkflowStep[] {
  const steps = map.get('steps', true);
  if (!isSeq(steps)) return [];
  return steps.items.filter(isMap).map((step) => ({
    id: stringAt(step, 'id'),
    uses: stringAt(step, 'uses'),
    workingDirectory: stringAt(step, 'working-directory'),
    env: textsAt(step, 'env', lines),
    run: textOf(step.get('run', true), lines),
    shell: textOf(step.get('shell', true), lines),
    inputs: textsAt(step, 'with', lines),
    condition: stringAt(step, 'if'),
  }));
}

function textOf(node: unknown, lines: LineCounter): WorkflowText | null {
  if (!isScalar(node) || !node.range) return null;
  const [start, end] = node.range;
  return {
    value: String(node.value ?? ''),
    startLine: lines.linePos(start).line,
    endLine: lines.linePos(Math.max(start, end - 1)).line,
  };
}

function textsAt(map: YAMLMap, key: string, lines: LineCounter): WorkflowTexts {
  const texts = (mapAt(map, key)?.items ?? []).flatMap((pair) => {
    const text = textOf(pair.value, lines);
    return text && isScalar(pair.key) ? [[String(pair.key.value), text] as const] : [];
  });
  return Object.fromEntries(texts);
}

function triggersOf(on: unknown): string[] {
  if (isScalar(on)) return [String(on.value)];
  if (isSeq(on)) return on.items.map((item) => String(isScalar(item) ? item.value : ''));
  if (isMap(on)) return on.items.map((pair) => String(isScalar(pair.key) ? pair.key.value : ''));
  return [];
}

function readMatrix(strategy: YAMLMap | null): Record<string, string[]> {
  const matrix = strategy?.get('matrix', true);
  if (!isMap(matrix)) return isScalar(matrix) ? { '': scalarsIn(matrix) } : {};
  const found: Record<string, string[]> = {};
  const add = ({ key, value }: YAMLMap['items'][number]) => {
    const name = isScalar(key) ? String(key.value) : '';
    found[name] = [...(found[name] ?? []), ...scalarsIn(value)];
  };
  for (const pair of matrix.items) {
    const isInclude = isScalar(pair.key) && pair.key.value === 'include';
    if (!isInclude) add(pair);
    else if (isSeq(pair.value))
      for (const entry of pair.value.items) if (isMap(entry)) entry.items.forEach(add);
    if (isInclude && isScalar(pair.value)) found[''] = [...(found[''] ?? []), ...scalarsIn(pair.value)];
  }
  return found;
}

/** The texts of a node and of all that it holds. */
function scalarsIn(node: unknown): string[] {
  if (isScalar(node)) return [String(node.value ?? '')];
  if (isSeq(node)) return node.items.flatMap(scalarsIn);
  return isMap(node) ? node.items.flatMap(({ value }) => scalarsIn(value)) : [];
}

function mapAt(map: YAMLMap, key: string): YAMLMap | null {
  const value = map.get(key, true);
  return isMap(value) ? value : null;
}

function stringAt(map: YAMLMap, key: string): string {
  const value = map.get(key);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}
