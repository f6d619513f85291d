// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import type { Check } from '../check.ts';
import { quoteLine } from '../view/quote.ts';
import {
  isWorkflowPath,
  readWorkflow,
  type WorkflowJob,
  type WorkflowStep,
  type WorkflowText,
} from './workflow.ts';

/** Events whose runs hold secrets and a token that may write, and whose payload names a head that strangers control. */
const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'];

const untrustedRef =
  /github\.head_ref|github\.event\.pull_request\.(?:head\.(?:sha|ref|repo)|merge_commit_sha|number)|github\.event\.workflow_run\.(?:head_|pull_requests)|refs\/pull\/|github\.event\.(?:issue\.)?number\b.{0,40}\/(?:head|merge)/;
const untrustedFetch = /\bgh pr checkout\b|\bgit (?:fetch|pull)\b[^\n]{0,300}(?:\bpull\/|refs\/pull\/)/;

/** Commands and actions that execute what is checked out: builds, package scripts, tests, the tree's own scripts. */
const execution =
  /(?:^|[\s;&|(])(?:(?:npm|pnpm|yarn|bun)(?:\s+(?!audit|view|publish|-v|--version)\S)|npx\s|make\b|cmake\b|(?:\.\/)?gradlew?\b|(?:\.\/)?mvnw?\b|pip3? install\s+(?:-\S+\s+)*\.|pip3? install -r|poetry (?:install|run)|uv (?:sync|run)|tox\b|pytest\b|cargo\s+(?!--version)|go (?:build|test|run|generate|vet|install)|bundle (?:install|exec)|rake\b|composer install|docker(?:\s+compose)?\s+(?:build|up)|(?:bash|sh|node|python3?|ruby|deno run)\s+(?!-c\b|-e\b)[\w./-]+\.\w+|\.\/\S+)/m;

/** Reports runs of strangers' code with the rights of the repository. */
export const untrustedCheckout: Check = {
  scope: 'file',
  name: 'untrusted-checkout',
  about: "Workflows that check out a pull request's code where secrets are, and run it.",
  async *inspect(file) {
    if (!isWorkflowPath(file.path) || file.addedText === '') return;
    const text = await file.read('new');
    const workflow = text === null ? null : readWorkflow(text);
    const trigger = workflow && privileged.find((event) => workflow.triggers.has(event));
    if (text === null || !workflow || !trigger) return;
    const lines = text.split('\n');
    for (const job of workflow.jobs) {
      const checkout = findCheckout(job);
      if (!checkout) continue;
      const { place, after } = checkout;
      const line =
        place.startLine +
        Math.max(
          0,
          lines
            .slice(place.startLine - 1, place.endLine)
            .findIndex((l) => untrustedRef.test(l) || untrustedFetch.test(l)),
        );
      const executed = after.find(executes);
      const parts = [
        place,
        executed?.run,
        { startLine: workflow.triggerLines[0], endLine: workflow.triggerLines[1] },
      ];
      const isTouched = parts.some((part) => part && file.isAddedBetween(part.startLine, part.endLine));
      if (!isTouched || isLimitedToOwnBranches(job, trigger)) continue;
      yield {
        severity: executed
          ? job.hasEnvironment || isLabelled(job)
            ? 'important'
            : 'critical'
          : 'suggestion',
        kind: 'gap',
        title: `Untrusted code checked out under \`${trigger}\`${executed ? ' and run' : ''}`,
        path: file.path,
        line,
        quote: quoteLine(lines[line - 1] ?? ''),
        explanation: executed
          ? `A run of \`${trigger}\` has the repository's secrets and a token that may write; job \`${job.name}\` checks out what a stranger proposes and then runs it (\`${describe(executed)}\`), which hands both over.`
          : `A run of \`${trigger}\` has the repository's secrets and a token that may write; job \`${job.name}\` checks out what a stranger proposes, so nothing of it may ever be run, built or sourced.`,
        fix: 'Build and test under `pull_request`, which has neither secrets nor a writing token, and do the privileged part in a second workflow that treats the results as data.',
      };
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

/** The first checkout of a stranger's head, and the steps behind it. */
function findCheckout(job: WorkflowJob): { place: WorkflowText; after: readonly WorkflowStep[] } | null {
  for (const [index, step] of job.steps.entries()) {
    const place = checkoutOf(step);
    if (place) return { place, after: [...(step.run ? [step] : []), ...job.steps.slice(index + 1)] };
  }
  return null;
}

function checkoutOf(step: WorkflowStep): WorkflowText | null {
  if (/^actions\/checkout@/.test(step.uses)) {
    return (
      [step.inputs.ref, step.inputs.repository].find((input) => input && untrustedRef.test(input.value)) ??
      null
    );
  }
  return step.run && untrustedFetch.test(step.run.value) ? step.run : null;
}

const executes = (step: WorkflowStep): boolean =>
  step.uses.startsWith('./') || (step.run !== null && execution.test(step.run.value));

const describe = (step: WorkflowStep): string =>
  step.uses || (execution.exec(step.run?.value ?? '')?.[0].trim() ?? '');

/** A condition that leaves only branches of the repository itself, or heads that someone trusted pushed. */
const isLimitedToOwnBranches = (job: WorkflowJob, trigger: string): boolean =>
  /head\.repo\.(?:full_name|id|owner\.login|fork)|head_repository\.(?:full_name|id)|author_association|github\.actor\s*==|\.user\.login\s*==|permission/.test(
    job.condition,
  ) ||
  (trigger === 'workflow_run' &&
    /workflow_run\.event\s*==\s*'(?:push|schedule|release)'/.test(job.condition));

/** A maintainer's label is a decision, though the head may move behind it. */
const isLabelled = (job: WorkflowJob): boolean => /label/.test(job.condition);
