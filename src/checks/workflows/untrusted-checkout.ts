// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import type { Check, CheckFinding } from '../check.ts';
import type { FileView } from '../view/file-view.ts';
import { quoteLine } from '../view/quote.ts';
import { expressionsIn, traceExpression } from './expressions.ts';
import { isGuarded, isMerged } from './guards.ts';
import { describeExecution, executes } from './runs/executed-steps.ts';
import { withoutOwnRuns } from './runs/run-origin.ts';
import {
  isWorkflowPath,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
  type WorkflowText,
} from './workflow.ts';

/** Events whose runs hold secrets and a token that may write, with the refs in their payload that strangers control. */
const privileged: Readonly<Record<string, RegExp>> = {
  pull_request_target:
    /github\.head_ref|github\.event\.pull_request\.(?:head\.(?:sha|ref|repo)|merge_commit_sha|number)|github\.event\.number/,
  workflow_run: /github\.event\.workflow_run\.(?:head_|pull_requests)/,
  issue_comment: /github\.event\.issue\.number/,
};
/** Fetching alone runs nothing and changes no file. */
const untrustedFetch =
  /\bgh pr checkout\b|\bgit pull\b[^\n]{0,300}\bpull\/|\bgit clone\b[^\n]{0,300}\.head\.repo\.(?:\w*_?url|full_name)\b|\bgit fetch\b[^\n]{0,300}\bpull\/[\s\S]{0,500}\bgit (?:checkout|switch|merge|reset|worktree)\b/;

/** Reports runs of strangers' code with the rights of the repository. */
export const untrustedCheckout: Check = {
  scope: 'change',
  name: 'untrusted-checkout',
  about: "Workflows that check out a pull request's code where secrets are, and run it.",
  async *inspect(change) {
    for (const file of change.files) {
      const view = isWorkflowPath(file.path) ? change.view(file) : null;
      if (!view?.addedText) continue;
      const text = await view.read('new');
      const { readWorkflow } = await import('./read-workflow.ts');
      const read = text === null ? null : readWorkflow(text);
      if (text === null || !read || !privilegedEvent(read)) continue;
      const workflow = await withoutOwnRuns(change, read);
      const trigger = privilegedEvent(workflow);
      if (trigger) yield* inspectJobs(view, workflow, trigger, text.split('\n'));
    }
  },
  examples: {
    reports: [
      {
        change: {
          '.github/workflows/a.yml':
            'on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - run: npm ci && npm test\n',
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'critical',
      },
      {
        change: {
          '.github/workflows/a.yml': [
            'on: pull_request\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      - run: make\n',
            'on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      - run: make\n',
          ],
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'critical',
      },
      {
        change: {
          '.github/workflows/a.yml':
            'on:\n  issue_comment:\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n      - run: gh pr checkout ${{ github.event.issue.number }}\n      - uses: ./.github/actions/build\n',
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'critical',
      },
      {
        change: {
          '.github/workflows/a.yml':
            'on: workflow_run\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.event.workflow_run.head_sha }}\n      - run: cat README.md\n',
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'suggestion',
      },
      ...[
        'run: just build',
        'run: dotnet test',
        'run: docker buildx build .',
        'uses: docker/build-push-action@v6\n        with:\n          context: .',
      ].map((step) => ({
        change: {
          '.github/workflows/a.yml': `on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n      - ${step}\n`,
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'critical' as const,
      })),
      ...['clone_url', 'html_url', 'full_name'].map((field) => ({
        change: {
          '.github/workflows/a.yml': `on: pull_request_target\njobs:\n  a:\n    steps:\n      - run: |\n          git clone "https://x/\${{ github.event.pull_request.head.repo.${field} }}" a\n          cd a && npm ci\n`,
        },
        at: ['.github/workflows/a.yml:6'],
        severity: 'critical' as const,
      })),
      ...[
        'uses: docker/build-push-action@v6',
        'uses: docker/build-push-action@v6\n        with:\n          context: "{{defaultContext}}:web"',
        'uses: gradle/gradle-build-action@v3',
      ].map((step) => ({
        change: {
          '.github/workflows/a.yml': `on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n      - ${step}\n`,
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'suggestion' as const,
      })),
    ],
    ignores: [
      {
        '.github/workflows/a.yml':
          'on: pull_request\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      - run: npm test\n',
      },
      {
        '.github/workflows/a.yml':
          'on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n      - run: npm test\n',
      },
      {
        '.github/workflows/a.yml':
          'on: pull_request_target\njobs:\n  a:\n    if: github.event.pull_request.head.repo.full_name == github.repository\n    steps:\n      - uses: actions/checkout@v5\n        with: { ref: "${{ github.head_ref }}" }\n      - run: npm test\n',
      },
    ],
  },
};

const privilegedEvent = ({ triggers }: Workflow): string | undefined =>
  Object.keys(privileged).find((event) => triggers.has(event));

function* inspectJobs(
  file: FileView,
  workflow: Workflow,
  trigger: string,
  lines: readonly string[],
): Generator<CheckFinding> {
  for (const job of workflow.jobs) {
    const checkout = findCheckout(workflow, job);
    if (!checkout) continue;
    const { step, place, after } = checkout;
    const own = lines.slice(place.startLine - 1, place.endLine);
    const first = own.findIndex((each) => /\$\{\{|\bpr checkout|\bpull\//.test(each));
    const line = place.startLine + Math.max(0, first);
    const executed = after.find(executes);
    const parts = [
      place,
      executed?.run,
      { startLine: workflow.triggerLines[0], endLine: workflow.triggerLines[1] },
    ];
    const isTouched = parts.some((part) => part && file.isAddedBetween(part.startLine, part.endLine));
    if (!isTouched || isGuarded(workflow, job, step, trigger) || isMerged(workflow, job, step)) continue;
    yield {
      severity: executed ? (job.hasEnvironment || isLabelled(job) ? 'important' : 'critical') : 'suggestion',
      kind: 'gap',
      title: `Untrusted code checked out under \`${trigger}\`${executed ? ' and run' : ''}`,
      path: file.path,
      line,
      quote: quoteLine(lines[line - 1] ?? ''),
      explanation: executed
        ? `A run of \`${trigger}\` has the repository's secrets and a token that may write; job \`${job.name}\` checks out what a stranger proposes and then runs it (\`${describeExecution(executed)}\`), which hands both over.`
        : `A run of \`${trigger}\` has the repository's secrets and a token that may write; job \`${job.name}\` checks out what a stranger proposes, so nothing of it may ever be run, built or sourced.`,
      fix: 'Build and test under `pull_request`, which has neither secrets nor a writing token, and do the privileged part in a second workflow that treats the results as data.',
    };
  }
}

interface Checkout {
  readonly step: WorkflowStep;
  readonly place: WorkflowText;
  /** Steps behind it that work on what it brings. */
  readonly after: readonly WorkflowStep[];
}

/** The first checkout of a stranger's head. */
function findCheckout(workflow: Workflow, job: WorkflowJob): Checkout | null {
  for (const [index, step] of job.steps.entries()) {
    const place = checkoutOf(workflow, job, step);
    if (!place) continue;
    const folder = step.inputs.path?.value.replace(/^\.\//, '').replace(/\/$/, '') ?? '';
    const after = [...(step.run ? [step] : []), ...job.steps.slice(index + 1)];
    return { step, place, after: after.filter((later) => worksIn(later, folder)) };
  }
  return null;
}

/** Whether a step works in a folder of the workspace; all do in the workspace itself. */
const worksIn = ({ uses, run, workingDirectory }: WorkflowStep, folder: string): boolean =>
  folder === '' ||
  folder === '.' ||
  [uses, run?.value ?? '', workingDirectory].some((text) => text.includes(folder));

function checkoutOf(workflow: Workflow, job: WorkflowJob, step: WorkflowStep): WorkflowText | null {
  if (!/^actions\/checkout@/.test(step.uses))
    return step.run && untrustedFetch.test(step.run.value) ? step.run : null;
  const inputs = [step.inputs.ref, step.inputs.repository].filter((input) => input !== undefined);
  return (
    inputs.find((input) =>
      expressionsIn(input.value).some(({ text }) =>
        traceExpression(text, { workflow, job, step, inputs: {} }).some((traced) =>
          isUntrusted(traced, workflow),
        ),
      ),
    ) ?? null
  );
}

/** A payload names its own events' heads only: elsewhere the same expression is empty, and the default branch is taken. */
const isUntrusted = (expression: string, { triggers }: Workflow): boolean =>
  Object.entries(privileged).some(([event, refs]) => triggers.has(event) && refs.test(expression));

/** A maintainer's label is a decision, though the head may move behind it. */
const isLabelled = (job: WorkflowJob): boolean => /label/.test(job.condition);
