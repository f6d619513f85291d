// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import type { Check, CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { quoteLine } from '../view/quote.ts';
import { isGuarded } from './guards.ts';
import { makesFiles } from './runs/executed-steps.ts';
import { runOrigin } from './runs/run-origin.ts';
import { isWorkflowPath, type WorkflowJob, type WorkflowStep, type WorkflowText } from './workflow.ts';

/** Reports workflows that trust what a run for a pull request uploaded: its author wrote the code that made it. */
export const untrustedArtifact: Check = {
  scope: 'change',
  name: 'untrusted-artifact',
  about:
    "Workflows that run, or set variables from, what a pull request's run uploaded (`workflow_run` and its artifacts).",
  async *inspect(change) {
    for (const file of change.files) {
      const view = isWorkflowPath(file.path) ? change.view(file) : null;
      if (!view?.addedText) continue;
      const text = await view.read('new');
      if (!text?.includes('workflow_run')) continue;
      const { readWorkflow } = await import('./read-workflow.ts');
      const workflow = readWorkflow(text);
      if (!workflow?.triggers.has('workflow_run')) continue;
      const lines = text.split('\n');
      for (const job of workflow.jobs) {
        const used = findUse(job, lines);
        if (!used) continue;
        const { download, line, isRun, command, mayBeOwn } = used;
        const parts = [
          [line, line],
          workflow.triggerLines,
          ...[download.run, ...Object.values(download.inputs)].flatMap((part) =>
            part ? [[part.startLine, part.endLine] as const] : [],
          ),
        ] as const;
        if (!parts.some(([start = 0, end = 0]) => view.isAddedBetween(start, end))) continue;
        if (
          isGuarded(workflow, job, download, 'workflow_run') ||
          isGuarded(workflow, job, used.step, 'workflow_run')
        )
          continue;
        const origin = await runOrigin(change, workflow, job);
        if (origin === 'repository') continue;
        const isOwn = mayBeOwn !== null && (job.steps.some(makesFiles) || (await isAtHead(change, mayBeOwn)));
        const levels = isRun ? (isOwn ? replacedLevels : runLevels) : variableLevels;
        yield {
          severity: isOwn && !isRun ? 'suggestion' : levels[origin],
          kind: 'gap',
          title: isRun
            ? 'Artifact of a stranger’s run is executed'
            : 'Variables are set from an artifact of a stranger’s run',
          path: file.path,
          line,
          quote: quoteLine(lines[line - 1] ?? ''),
          explanation: `Job \`${job.name}\` downloads what another run uploaded, and code of a pull request may have written it; \`${command}\` ${isRun ? (isOwn ? 'runs a file of the workspace that it can replace' : 'runs it') : 'lets each of its lines set a variable, such as `LD_PRELOAD`, for later steps'}, with the secrets and token of \`workflow_run\`.`,
          fix:
            isOwn && isRun
              ? 'Download it to a folder of its own (`path: ${{ runner.temp }}/artifact`), and read from there.'
              : isRun
                ? "Build what is to be run in this workflow, from the base's code, or let only runs of the repository's own branches come here: `if: github.event.workflow_run.event == 'push'`."
                : 'Check that it is what it should be, such as a number, before it is written.',
        };
      }
    }
  },
  examples: {
    reports: [
      {
        change: {
          '.github/workflows/a.yml':
            "on: workflow_run\njobs:\n  a:\n    if: github.event.workflow_run.event == 'pull_request'\n    steps:\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: ${{ github.event.workflow_run.id }}\n          path: built\n      - run: bash built/run.sh\n",
        },
        at: ['.github/workflows/a.yml:10'],
        severity: 'critical',
      },
      {
        change: {
          '.github/workflows/a.yml':
            'on:\n  workflow_run:\n    workflows: [CI]\njobs:\n  a:\n    steps:\n      - run: gh run download ${{ github.event.workflow_run.id }}\n      - run: source ./settings.env\n',
        },
        at: ['.github/workflows/a.yml:8'],
        severity: 'important',
      },
    ],
    ignores: [
      {
        '.github/workflows/a.yml':
          "on: workflow_run\njobs:\n  a:\n    if: github.event.workflow_run.event == 'push'\n    steps:\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: ${{ github.event.workflow_run.id }}\n          path: built\n      - run: bash built/run.sh\n",
      },
      {
        '.github/workflows/a.yml':
          'on: workflow_run\njobs:\n  a:\n    steps:\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: ${{ github.event.workflow_run.id }}\n          path: built\n      - run: cat built/run.sh\n',
      },
    ],
  },
};

const runLevels = { stranger: 'critical', unknown: 'important', chosen: 'suggestion' } as const;
/** For a file that the artifact can only have put in the place of the repository's. */
const replacedLevels = { stranger: 'important', unknown: 'suggestion', chosen: 'suggestion' } as const;
const variableLevels = {
  stranger: 'important',
  unknown: 'suggestion',
  chosen: 'suggestion',
} as const satisfies Record<string, CheckFinding['severity']>;

const isAtHead = async (change: ChangeView, path: string): Promise<boolean> =>
  (await change.readHead(path)) !== null;

interface Use {
  readonly download: WorkflowStep;
  readonly step: WorkflowStep;
  /** 1-based. */
  readonly line: number;
  readonly command: string;
  /** Otherwise it sets variables. */
  readonly isRun: boolean;
  /** The file, where it may be one of the repository that the artifact can replace; null where it is the artifact's. */
  readonly mayBeOwn: string | null;
}

/** The first place of a job where a file of another run's artifact is more than data. */
function findUse(job: WorkflowJob, lines: readonly string[]): Use | null {
  const index = job.steps.findIndex(isDownload);
  const download = job.steps[index];
  if (!download) return null;
  const folder = folderOf(download, job.steps.slice(index));
  if (folder === null) return null;
  const checkouts = folder === '' ? job.steps.filter(({ uses }) => /^actions\/checkout@/.test(uses)) : [];
  const isBeside = checkouts.length > 0;
  // A later checkout clears the workspace, and one with a folder of its own is not told from the artifact's.
  if (checkouts.some((step) => job.steps.indexOf(step) > index || step.inputs.path)) return null;
  const made = new Set<string>();
  for (const step of job.steps.slice(index)) {
    if (!step.run) continue;
    const text = textOf(step.run, lines);
    const inFolder = step.workingDirectory !== '' && nameOf(step.workingDirectory) === folder;
    let isInside = folder === '' || inFolder;
    let isContinued = false;
    for (const [offset, line] of text.split('\n').entries()) {
      const isArgument = isContinued;
      isContinued = /\\\s*$/.test(line) || (isContinued && isFolded(step.run, lines));
      if (offset === 0 && isFolded(step.run, lines)) continue;
      if (/^\s*#/.test(line) || isArgument) continue;
      isContinued ||= isFolded(step.run, lines);
      if (folder !== '' && /\b(?:cd|pushd)\s/.test(line))
        isInside = nameOf(/\b(?:cd|pushd)\s+(\S+)/.exec(line)?.[1] ?? '') === folder;
      for (const [pattern, isRun] of uses) {
        const file = pattern.exec(line)?.[1];
        if (file === undefined || made.has(baseOf(file))) continue;
        if (!isRun && checked.test(text)) continue;
        const isTheirs = isInside || file.split('/').slice(0, -1).includes(folder);
        if (isTheirs)
          return {
            download,
            step,
            line: step.run.startLine + offset,
            command: line
              .trim()
              .replace(/^- run: /, '')
              .slice(0, 100),
            isRun,
            mayBeOwn: isBeside ? withoutDot(file) : null,
          };
      }
      for (const [, name = ''] of line.matchAll(/(?:>|-[oO]|--output)[ \t]*["']?([\w./-]+)/g))
        made.add(baseOf(name));
    }
  }
  return null;
}

const path = String.raw`["']?((?:\$\{?\w+\}?/|\$\{\{[^{}]{1,60}\}\}/)?[\w.-]*(?:/[\w.*-]+)*)["']?`;
const begin = String.raw`(?:^|[;&|(]|\b(?:then|do|sudo|run:))[ \t]*`;
/** Commands that run a file, and such that put its lines where the runner reads variables from. */
const uses: readonly (readonly [RegExp, boolean])[] = [
  [new RegExp(String.raw`${begin}(?:source|\.)[ \t]+${path}`), true],
  [
    new RegExp(
      String.raw`${begin}(?:(?:ba|da|z)?sh|node|python3?|ruby|perl|php|deno run)[ \t]+(?!-c\b|-e\b|-m\b)(?:-\w+[ \t]+){0,4}(?=["'$\w./{} -]{0,200}[./])${path}`,
    ),
    true,
  ],
  [new RegExp(String.raw`${begin}["']?((?:\./|\$\{?\w+\}?/|[\w.-]+/)[\w./-]+)["']?(?=[ \t]|$)`), true],
  [
    new RegExp(String.raw`(?:\bcat[ \t]+|\$\(<[ \t]*)${path}.{0,20}>>[ \t]*"?\$\{?GITHUB_(?:ENV|PATH)\b`),
    false,
  ],
];
/** What looks at a value before it is written. */
const checked = /=~|\btr[ \t]|\bgrep[ \t]|\bhead[ \t]|\bjq[ \t]|\bsed[ \t]|%d|\bint\(/;

const isDownload = ({ uses: action, inputs, run, env }: WorkflowStep): boolean => {
  const given = Object.values(inputs).some(({ value }) =>
    /workflow_run\.|workflow_run\b.*\bid\b/.test(value),
  );
  if (/^(?:actions\/download-artifact|dawidd6\/action-download-artifact)@/.test(action)) return given;
  if (/^actions\/github-script@/.test(action))
    return (
      /downloadArtifact\b/.test(inputs.script?.value ?? '') && /workflow_run/.test(inputs.script?.value ?? '')
    );
  return (
    /\bgh run download\b/.test(run?.value ?? '') &&
    [run, ...Object.values(env)].some((text) => /workflow_run\.id\b/.test(text?.value ?? ''))
  );
};

/** Where an artifact's files are put: empty for the workspace itself, null where a script's archive is never opened. */
function folderOf(
  { inputs, run, uses: action }: WorkflowStep,
  steps: readonly WorkflowStep[],
): string | null {
  if (/^actions\/github-script@/.test(action)) {
    const scripts = steps.flatMap((step) => [step.run?.value ?? '', step.inputs.script?.value ?? '']);
    const unpack = scripts.map((text) => unpacks.exec(text)).find((match) => match !== null);
    return unpack ? nameOf(unpack.groups?.folder ?? '') : null;
  }
  return nameOf(
    inputs.path?.value ??
      /\bgh run download\b.{0,500}?\s(?:-D|--dir)[ =]["']?([\w./-]+)/.exec(run?.value ?? '')?.[1] ??
      '',
  );
}

const unpacks = /\b(?:unzip|tar)\b(?:[^\n]*?[ \t](?:-d|-C)[ \t]*["']?(?<folder>[^\s"']+))?/;

const withoutDot = (file: string): string => file.replace(/^\.\//, '');

/** A folder by its last name. */
const nameOf = (folder: string): string =>
  folder
    .replace(/^["']|["']$/g, '')
    .replace(/^\$\{\{\s*github\.workspace\s*\}\}/, '')
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .at(-1) ?? '';

const baseOf = (file: string): string => file.split('/').at(-1) ?? '';

/** Whether the lines of a script are put together to one: `run: >`. */
const isFolded = ({ startLine, endLine }: WorkflowText, lines: readonly string[]): boolean =>
  startLine !== endLine && /:\s*>[-+\d]*\s*$/.test(lines[startLine - 1] ?? '');

const textOf = ({ startLine, endLine, value }: WorkflowText, lines: readonly string[]): string =>
  startLine === endLine ? value : lines.slice(startLine - 1, endLine).join('\n');
