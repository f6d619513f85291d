import type { WorkflowStep } from './workflow.ts';

/** A value that a step leaves for those behind it. */
export interface WrittenValue {
  /** As the script has it, with its expressions; without what it puts through another command. */
  readonly text: string;
  /** Names of variables of the shell that it takes over unchanged. */
  readonly variables: readonly string[];
}

/** Units of a script that are looked at. */
const longest = 20_000;

/**
 * What a step writes as an output, or into the environment of later steps, under a name: by the runner's files
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands) or by github-script.
 */
export function* writtenBy(
  { run, uses, inputs }: WorkflowStep,
  file: 'env' | 'output',
  name: string,
): Generator<WrittenValue> {
  if (/^actions\/github-script@/i.test(uses)) yield* writtenByScript(inputs.script?.value ?? '', file, name);
  if (!run || !/^[\w-]+$/.test(name)) return;
  const isFile = file === 'env' ? /GITHUB_ENV/ : /GITHUB_OUTPUT|::set-output/;
  const script = run.value.slice(0, longest);
  if (!isFile.test(script)) return;
  const lines = script.split('\n');
  const start = new RegExp(`(?<![\\w-])${name}(=|<<|::)(.{0,500})`);
  for (const [index, line] of lines.entries()) {
    const [, sign, rest = ''] = start.exec(line) ?? [];
    if (sign === undefined || /^\s*#/.test(line)) continue;
    const isAssignment = /^\s*(?:export\s+|local\s+)?$/.test(line.slice(0, line.indexOf(name)));
    if (isAssignment && sign !== '<<') continue;
    // A text of several lines follows its delimiter.
    const text = sign === '<<' ? lines.slice(index + 1, index + 5).join('\n') : rest;
    yield takenOver(text);
  }
}

const takenOver = (text: string): WrittenValue => {
  const unchanged = text.replace(/\$\([^()]{0,300}(?:\([^()]{0,300}\)[^()]{0,300})?\)|`[^`]{0,300}`/g, '');
  return {
    text: unchanged,
    variables: Array.from(
      unchanged.matchAll(/\$(?:\{(\w+)\}|(\w+))/g),
      ([, braced, plain]) => braced ?? plain ?? '',
    ),
  };
};

function* writtenByScript(script: string, file: 'env' | 'output', name: string): Generator<WrittenValue> {
  const setters = file === 'env' ? 'exportVariable' : 'setOutput';
  for (const [, written = '', value = ''] of script
    .slice(0, longest)
    .matchAll(
      new RegExp(
        `(?:\\b${setters}\\(\\s*['"]([\\w-]+)['"]\\s*,|\\breturn)\\s*context\\.payload((?:\\??\\.\\w+){2,4})`,
        'g',
      ),
    )) {
    const path = value.replaceAll('?', '').replace(/\.trim$/, '');
    if ((written || 'result') === name && /\.(?:title|body|ref|label|message|head_branch)$/.test(path))
      yield { text: `\${{ github.event${path} }}`, variables: [] };
  }
}
