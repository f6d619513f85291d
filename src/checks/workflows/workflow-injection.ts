// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import type { Check } from '../check.ts';
import { quoteLine } from '../view/quote.ts';
import { expressionsIn, traceExpression } from './expressions.ts';
import { isGuarded, isMerged } from './guards.ts';
import {
  isWorkflowPath,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
  type WorkflowText,
} from './workflow.ts';

/**
 * Values that someone without write access can choose, as listed in
 * https://docs.github.com/actions/concepts/security/script-injections and by actionlint.
 */
const untrusted =
  /\bgithub\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment|discussion_comment)\.body|pull_request\.head\.(?:ref|label|repo\.default_branch)|workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:name|email))|head_repository\.description|pull_requests\S*\.head\.ref)|(?:head_commit|commits\S*)\.(?:message|(?:author|committer)\.(?:name|email))|pages\S*\.page_name))\b(?!\s*[!=]=)/;

/** A payload as a whole, with the words of strangers in it. */
const wholePayload =
  /\btoJSON\(\s*github(?:\.event(?:\.(?:issue|pull_request|discussion|comment|review|workflow_run))?)?\s*\)/i;

/** Inputs that actions hand to a shell or an interpreter, by the action. */
const scriptInputs: Readonly<Record<string, string>> = {
  'actions/github-script': 'script',
  'appleboy/ssh-action': 'script',
  'azure/cli': 'inlinescript',
  'azure/powershell': 'inlinescript',
  'nick-fields/retry': 'command',
  'addnab/docker-run-action': 'run',
};

/** Events whose runs hold secrets and a token that may write although an outsider caused them. */
const privileged = [
  'pull_request_target',
  'workflow_run',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'gollum',
];

/** Reports expressions that paste text of strangers into a script. */
export const workflowInjection: Check = {
  scope: 'file',
  name: 'workflow-injection',
  about: 'Workflows that interpolate untrusted text, such as a title or branch name, into a script.',
  async *inspect(file) {
    if (!isWorkflowPath(file.path) || !/\$\{\{|^\s*["']?on\b|_target|workflow_run/m.test(file.addedText))
      return;
    const text = await file.read('new');
    const { readWorkflow } = await import('./read-workflow.ts');
    const workflow = text === null ? null : readWorkflow(text);
    if (text === null || !workflow) return;
    const lines = text.split('\n');
    const trigger = privileged.find((event) => workflow.triggers.has(event)) ?? null;
    const isTriggerNew = file.isAddedBetween(...workflow.triggerLines);
    for (const { job, step, script } of scriptsOf(workflow)) {
      for (const { line, expression, isWeak } of untrustedExpressions(
        { workflow, job, step },
        script,
        lines,
      )) {
        if (!file.isAdded(line) && !(trigger && isTriggerNew)) continue;
        if (isGuarded(workflow, job, step, trigger)) continue;
        yield {
          severity: isWeak
            ? 'suggestion'
            : trigger && !isMerged(workflow, job, step)
              ? 'critical'
              : 'important',
          kind: 'gap',
          title: `Script injection through \`${expression}\``,
          path: file.path,
          line,
          quote: quoteLine(lines[line - 1] ?? ''),
          explanation: `The expression is replaced by text that an outsider chooses before the script is parsed, so a value such as \`$(curl …)\` or a quote runs as code${trigger ? `, with the token and secrets of \`${trigger}\`` : ''}.`,
          fix: `Pass it through the environment: \`env: VALUE: \${{ ${expression} }}\` on the step, and "$VALUE" (in github-script: process.env.VALUE) in the script.`,
        };
      }
    }
  },
  examples: {
    reports: [
      {
        change: {
          '.github/workflows/a.yml':
            'on: issues\njobs:\n  a:\n    steps:\n      - run: |\n          set -e\n          echo "${{ github.event.issue.title }}"\n',
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'critical',
      },
      {
        change: {
          '.github/workflows/a.yml':
            'on:\n  pull_request:\njobs:\n  a:\n    steps:\n      - run: git checkout ${{ github.head_ref || github.ref }}\n',
        },
        at: ['.github/workflows/a.yml:6'],
        severity: 'important',
      },
      {
        change: {
          '.github/workflows/a.yml':
            'on: [issue_comment]\njobs:\n  a:\n    steps:\n      - uses: actions/github-script@v8\n        with:\n          script: console.log(`${{ toJSON(github.event.comment.body) }}`)\n',
        },
        at: ['.github/workflows/a.yml:7'],
        severity: 'critical',
      },
    ],
    ignores: [
      {
        '.github/workflows/a.yml':
          'on: issues\njobs:\n  a:\n    steps:\n      - env:\n          TITLE: ${{ github.event.issue.title }}\n        run: echo "$TITLE" ${{ github.event.issue.number }} ${{ github.sha }}\n',
      },
      {
        '.github/workflows/a.yml':
          "on: issue_comment\njobs:\n  a:\n    if: contains(github.event.comment.body, '/go')\n    steps:\n      - run: echo ${{ contains(github.event.comment.body, '/go') }} ${{ github.head_ref == 'main' }}\n",
      },
      {
        '.github/workflows/a.yml':
          'on: pull_request\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      # run: echo ${{ github.head_ref }}\n',
      },
    ],
  },
};

interface Place {
  readonly workflow: Workflow;
  readonly job: WorkflowJob;
  readonly step: WorkflowStep;
}

/** Every script: what a shell runs, and what github-script does. */
const scriptsOf = (workflow: Workflow) =>
  workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) =>
      [step.run, scriptInput(step)].flatMap((script) => (script ? [{ job, step, script }] : [])),
    ),
  );

function scriptInput({ uses, inputs }: WorkflowStep): WorkflowText | null {
  const wanted = scriptInputs[uses.split('@')[0]?.toLowerCase() ?? ''];
  const name = Object.keys(inputs).find((input) => input.toLowerCase() === wanted);
  return name === undefined ? null : (inputs[name] ?? null);
}

function untrustedExpressions(
  { workflow, job, step }: Place,
  script: WorkflowText,
  lines: readonly string[],
): { line: number; expression: string; isWeak: boolean }[] {
  const text = lines.slice(script.startLine - 1, script.endLine).join('\n');
  return expressionsIn(text).flatMap(({ text: expression, offset }) => {
    const shown = withoutTests(expression);
    const traced = [...traceExpression(shown, workflow, job, step)].map(withoutTests);
    const strangers = [...privileged, 'pull_request'].some((event) => workflow.triggers.has(event));
    const strong = traced
      .map((one) => (untrusted.exec(one) ?? (strangers ? wholePayload.exec(one) : null))?.[0])
      .find((found) => found !== undefined);
    const weak = strong ?? weakExpression(shown, workflow);
    if (weak === undefined) return [];
    const line = script.startLine + text.slice(0, offset).split('\n').length - 1;
    return [{ line, expression: traced.length > 1 ? shown : weak, isWeak: strong === undefined }];
  });
}

/** What someone may choose who can push a branch, or who uses an action and passes a stranger's words on. */
function weakExpression(expression: string, workflow: Workflow): string | undefined {
  const isAction = workflow.triggers.size === 0 || [...workflow.triggers].join() === 'workflow_call';
  const input = /\binputs\.\w*(?:title|body|message|comment|branch|head[-_]?ref)\w*\b(?!\s*[!=]=)/i.exec(
    expression,
  )?.[0];
  if (isAction) return input;
  const push = at(workflow.on, 'push');
  const isAnyBranch = workflow.triggers.has('push') && !at(push, 'branches') && !at(push, 'tags');
  return isAnyBranch ? /\bgithub\.ref_name\b(?!\s*[!=]=)/.exec(expression)?.[0] : undefined;
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** An expression without the calls and comparisons that only yield true or false. */
const withoutTests = (expression: string): string =>
  expression.replace(
    /\b(?:contains|startsWith|endsWith)\((?:[^()']|'[^']*'|\([^()]*\))*\)|[^\s()&|]+\s*[!=]=\s*[^\s()&|]+/g,
    '',
  );
