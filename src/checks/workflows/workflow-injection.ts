// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import type { Check } from '../check.ts';
import { quoteLine } from '../view/quote.ts';
import { isWorkflowPath, readWorkflow, type WorkflowText } from './workflow.ts';

/**
 * Values that someone without write access can choose, as listed in
 * https://docs.github.com/actions/concepts/security/script-injections and by actionlint.
 */
const untrusted =
  /\bgithub\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment|discussion_comment)\.body|pull_request\.head\.(?:ref|label|repo\.default_branch)|workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:name|email))|head_repository\.description|pull_requests\S*\.head\.ref)|(?:head_commit|commits\S*)\.(?:message|author\.(?:name|email))|pages\S*\.page_name))\b(?!\s*[!=]=)/;

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
    const workflow = text === null ? null : readWorkflow(text);
    if (text === null || !workflow) return;
    const lines = text.split('\n');
    const trigger = privileged.find((event) => workflow.triggers.has(event));
    const isTriggerNew = file.isAddedBetween(...workflow.triggerLines);
    for (const script of workflow.jobs.flatMap((job) => job.steps.flatMap(scriptsOf))) {
      for (const { line, expression } of untrustedExpressions(script, lines)) {
        if (!file.isAdded(line) && !(trigger && isTriggerNew)) continue;
        yield {
          severity: trigger ? 'critical' : 'important',
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

const scriptsOf = (step: {
  uses: string;
  run: WorkflowText | null;
  inputs: Readonly<Record<string, WorkflowText>>;
}): WorkflowText[] =>
  [step.run, /^actions\/github-script@/.test(step.uses) ? step.inputs.script : null].filter(
    (text) => text != null,
  );

function untrustedExpressions(
  script: WorkflowText,
  lines: readonly string[],
): { line: number; expression: string }[] {
  return lines.slice(script.startLine - 1, script.endLine).flatMap((text, index) =>
    Array.from(
      text.matchAll(/\$\{\{(.{0,500}?)\}\}/g),
      ([, inside = '']) => untrusted.exec(withoutTests(inside))?.[0],
    )
      .filter((expression) => expression !== undefined)
      .map((expression) => ({ line: script.startLine + index, expression })),
  );
}

/** An expression without the calls and comparisons that only yield true or false. */
const withoutTests = (expression: string): string =>
  expression.replace(
    /\b(?:contains|startsWith|endsWith)\((?:[^()']|'[^']*'|\([^()]*\))*\)|[^\s()&|]+\s*[!=]=\s*[^\s()&|]+/g,
    '',
  );
