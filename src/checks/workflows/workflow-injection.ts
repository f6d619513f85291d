// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import type { Check, CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import type { FileView } from '../view/file-view.ts';
import { quoteLine } from '../view/quote.ts';
import { type EvaluatedVariables, evaluatedVariables } from './evaluated-words.ts';
import { expressionsIn, wordsOf } from './expressions.ts';
import { type ReachedScript, reachedScripts } from './reached-scripts.ts';
import { type UntrustedWords, untrustedWords, weakWords, withoutTests } from './untrusted-words.ts';
import { isWorkflowPath, type WorkflowText } from './workflow.ts';

/** Reports text of strangers that a script runs: pasted into it by an expression, or evaluated out of a variable. */
export const workflowInjection: Check = {
  scope: 'change',
  name: 'workflow-injection',
  about:
    'Workflows that interpolate untrusted text, such as a title or branch name, into a script, or evaluate it there.',
  async *inspect(change) {
    for (const file of change.files) {
      const view = isWorkflowPath(file.path) ? change.view(file) : null;
      if (!view || !/\$|^\s*["']?on\b|_target|workflow_run/m.test(view.addedText)) continue;
      // A script may be reached in several ways; the worst counts.
      const found = new Map<string, CheckFinding>();
      for await (const script of reachedScripts(change, view)) {
        if (script.isGuarded) continue;
        for (const injection of injectionsOf(script)) {
          const place = placeOf(script, injection, change, view);
          if (!place) continue;
          const key = `${place.path}:${place.line}:${injection.shown}`;
          const finding = describe(script, injection, place);
          const other = found.get(key);
          if (!other || rank(finding) < rank(other)) found.set(key, finding);
        }
      }
      yield* found.values();
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

/** Words of strangers in a script. */
interface Injection {
  /** 1-based line of the file that the script stands in. */
  readonly line: number;
  readonly as: 'text' | EvaluatedVariables['as'];
  /** The expression or the variable, as a finding names it. */
  readonly shown: string;
  /** Null for words that only someone may choose who can push, or who passes a stranger's on. */
  readonly words: UntrustedWords | null;
  /** Other lines, 1-based, that have a part in it. */
  readonly further: readonly WorkflowText[];
}

function* injectionsOf(script: ReachedScript): Generator<Injection> {
  const { lines, place, caller, calls } = script;
  const { startLine, endLine, value } = script.script;
  const text = startLine === endLine ? value : lines.slice(startLine - 1, endLine).join('\n');
  for (const { text: expression, offset } of expressionsIn(text)) {
    const words = untrustedWords(expression, place, caller);
    const shown = words?.isIndirect ? withoutTests(expression) : words?.source;
    const named = shown ?? (calls.length === 0 ? weakWords(expression, place.workflow) : undefined);
    if (named === undefined) continue;
    const line = startLine + text.slice(0, offset).split('\n').length - 1;
    yield { line, as: 'text', shown: named, words, further: [] };
  }
  if (!script.isShell) return;
  for (const { names, line, as } of evaluatedVariables(text)) {
    for (const name of new Set(names)) {
      const found = [...wordsOf(name, place)].flatMap(([each, at]) => untrustedWords(each, at, caller) ?? []);
      const words = found.find((each) => each.isOfSeveralLines) ?? found[0];
      // A single line cannot set another variable than its own.
      if (!words || (as !== 'code' && !words.isOfSeveralLines)) continue;
      if (as === 'output' && !script.trigger) continue;
      const set = place.step.env[name] ?? place.job.env[name] ?? place.workflow.env[name];
      yield { line: startLine + line, as, shown: name, words, further: set ? [set] : [] };
    }
  }
}

interface FindingPlace {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Where the change has a part in it: in the script, or where its words are handed over; null where it has none. */
function placeOf(
  { path, lines, caller, callerLines, trigger, calls }: ReachedScript,
  { line, words, further }: Injection,
  change: ChangeView,
  view: FileView,
): FindingPlace | null {
  const isTriggerNew = trigger !== null && view.isAddedBetween(...caller.triggerLines);
  const own = change.changed(path);
  const added = own && change.view(own);
  const isOwn = [{ startLine: line, endLine: line }, ...further].some((part) =>
    added?.isAddedBetween(part.startLine, part.endLine),
  );
  if (isOwn || (isTriggerNew && calls.length === 0)) return { path, line, text: lines[line - 1] ?? '' };
  const [call] = calls;
  if (!call || !words) return null;
  const from = { workflow: caller, job: call.job, step: call.step, inputs: {} };
  const handed = Object.values(call.inputs).find(
    (input) =>
      (isTriggerNew || view.isAddedBetween(input.startLine, input.endLine)) &&
      expressionsIn(input.value).some(({ text }) => untrustedWords(text, from, caller)),
  );
  return handed
    ? { path: view.path, line: handed.startLine, text: callerLines[handed.startLine - 1] ?? '' }
    : null;
}

function describe(
  script: ReachedScript,
  { as, line, shown, words }: Injection,
  place: FindingPlace,
): CheckFinding {
  const { trigger, path } = script;
  const isCode = as === 'text' || as === 'code';
  const isPrivileged = trigger !== null && !script.isMerged;
  const risk = trigger ? `, with the token and secrets of \`${trigger}\`` : '';
  const where = place.path === path && place.line === line ? '' : ` (${path}:${line})`;
  return {
    severity:
      !words || as === 'output'
        ? 'suggestion'
        : isCode
          ? isPrivileged
            ? 'critical'
            : 'important'
          : isPrivileged
            ? 'important'
            : 'suggestion',
    kind: 'gap',
    title: `${isCode ? 'Script injection' : 'Variables that a stranger sets,'} through \`${shown}\``,
    path: place.path,
    line: place.line,
    quote: quoteLine(place.text),
    explanation: {
      text: `The expression${where} is replaced by text that an outsider chooses before the script is parsed, so a value such as \`$(curl …)\` or a quote runs as code${risk}.`,
      code: `\`$${shown}\`${where} holds text that an outsider chooses (\`${words?.source}\`), and this command parses it again, so a value such as \`$(curl …)\` runs as code${risk}.`,
      environment: `\`$${shown}\`${where} holds several lines that an outsider chooses (\`${words?.source}\`): each further one sets a variable of its own, such as \`LD_PRELOAD\`, for all later steps${risk}.`,
      output: `\`$${shown}\`${where} holds several lines that an outsider chooses (\`${words?.source}\`): each further one sets another output of this step.`,
    }[as],
    fix: {
      text: `Pass it through the environment: \`env: VALUE: \${{ ${shown} }}\` on the step, and "$VALUE" (in github-script: process.env.VALUE) in the script.`,
      code: `Use "$${shown}" as an argument of the command itself, without eval; for a shell with \`-c\` in single quotes: \`bash -c 'cmd "$1"' _ "$${shown}"\`.`,
      environment: delimit,
      output: delimit,
    }[as],
  };
}

const delimit =
  'Write it between delimiters that nobody can guess, such as `$(openssl rand -hex 16)`, or take the line breaks out first.';

const severities = ['critical', 'important', 'suggestion'];
const rank = ({ severity }: CheckFinding): number => severities.indexOf(severity);
