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
import type { Workflow, WorkflowStep, WorkflowText, WorkflowTexts } from './workflow.ts';

/** Reads a workflow; null where the text is none. */
export function readWorkflow(text: string): Workflow | null {
  const lines = new LineCounter();
  // Events stand under `on`, which YAML 1.1 reads as true.
  const document = parseDocument(refuseDeepYaml(text), {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    logLevel: 'silent',
  });
  const { contents, errors } = document;
  if (errors.length > 0 || !isMap(contents)) return null;
  const textOf = (node: unknown): WorkflowText | null => {
    if (!isScalar(node) || !node.range) return null;
    const [start, end] = node.range;
    return {
      value: String(node.value ?? ''),
      startLine: lines.linePos(start).line,
      endLine: lines.linePos(Math.max(start, end - 1)).line,
    };
  };
  const textsAt = (map: YAMLMap, key: string): WorkflowTexts =>
    Object.fromEntries(
      (mapAt(map, key)?.items ?? []).flatMap((pair) => {
        const value = textOf(pair.value);
        return value && isScalar(pair.key) ? [[String(pair.key.value), value] as const] : [];
      }),
    );
  const readStep = (node: unknown): WorkflowStep[] => {
    if (!isMap(node)) return [];
    return [
      {
        id: stringAt(node, 'id'),
        uses: stringAt(node, 'uses'),
        workingDirectory: stringAt(node, 'working-directory'),
        env: textsAt(node, 'env'),
        run: textOf(node.get('run', true)),
        shell: textOf(node.get('shell', true)),
        inputs: textsAt(node, 'with'),
        condition: stringAt(node, 'if'),
      },
    ];
  };
  const readSteps = (node: YAMLMap | null): WorkflowStep[] => {
    const steps = node?.get('steps', true);
    return isSeq(steps) ? steps.items.flatMap(readStep) : [];
  };

  const on = contents.get('on', true) as Node | undefined;
  const jobs = mapAt(contents, 'jobs')?.items.flatMap(({ key, value }) =>
    isMap(value)
      ? [
          {
            name: String((key as Scalar).value),
            condition: stringAt(value, 'if'),
            hasEnvironment: value.has('environment'),
            env: textsAt(value, 'env'),
            outputs: textsAt(value, 'outputs'),
            needs: triggersOf(value.get('needs', true)),
            uses: stringAt(value, 'uses'),
            inputs: textsAt(value, 'with'),
            matrix: readMatrix(mapAt(value, 'strategy')),
            steps: readSteps(value),
          },
        ]
      : [],
  );
  const action = {
    name: 'action',
    condition: '',
    hasEnvironment: false,
    env: {},
    outputs: {},
    needs: [],
    uses: '',
    inputs: {},
    matrix: {},
    steps: readSteps(mapAt(contents, 'runs')),
  };
  return {
    triggers: new Set(triggersOf(on)),
    triggerLines: on?.range ? [lines.linePos(on.range[0]).line, lines.linePos(on.range[1]).line] : [0, 0],
    on: on?.toJS(document),
    env: textsAt(contents, 'env'),
    jobs: jobs ?? [action],
  };
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
