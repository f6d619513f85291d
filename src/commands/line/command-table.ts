import {
  config,
  deciding,
  delivering,
  from,
  json,
  type OptionDefinition,
  repo,
  reviewing,
} from './options.ts';

/** Groups of commands in help. */
const groups = ['Review', 'Look at a report', 'Set up', 'For programs'] as const;

/** A command, as help, documents and completion tell of it; texts are Markdown of one line. */
export interface CommandDefinition {
  readonly group: (typeof groups)[number];
  readonly about: string;
  /** What may stand behind the command's name, as in `[ID...]` or `<FILE>`. */
  readonly operand?: string;
  readonly aboutOperand?: string;
  /** Words that a shell offers for the operand. */
  readonly operandWords?: readonly string[];
  /** Calls to begin with, and what each does. */
  readonly examples: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** What it is called elsewhere, for a hint to whom guesses. */
  readonly guesses?: readonly string[];
}

/** Every command and option of the command line: the only source of its parsing, help, documents and completion. */
export const commandTable = {
  review: {
    group: 'Review',
    about: 'Reviews a change of a local repository; the command that is meant where none is named.',
    operand: '[RANGE]',
    aboutOperand:
      'The change: `main..feat` (or `main...feat`: both mean what `feat` adds), a revision to compare with, or a directory.',
    examples: {
      'deep-review': 'what this branch adds to the default branch, by every agent that is installed',
      'deep-review --agents checks': 'the same by fixed rules alone, without a key or a network',
      'deep-review main..feature': 'what `feature` adds to `main`',
      'deep-review --worktree': 'what is not committed yet',
    },
    options: {
      repo,
      base: {
        value: 'REV',
        about: 'Revision to compare with.',
        default: 'the default branch, or the commit before where that has this one',
      },
      head: { value: 'REV', about: 'Revision to review.', default: 'HEAD' },
      worktree: {
        about: 'Review the tracked files as they are, staged and unstaged; compared with HEAD, or `--base`.',
      },
      staged: { about: 'Review what is staged; compared with HEAD, or `--base`.' },
      untracked: {
        about: 'With `--worktree` or `--staged`: also files that git does not know and does not ignore.',
      },
      ...reviewing,
    },
    guesses: ['run', 'check', 'diff', 'start', 'scan', 'lint', 'analyze', 'test'],
  },
  pr: {
    group: 'Review',
    about:
      'Reviews a pull request of the remote `origin`, fetched by git; nothing is checked out, and no ref is made.',
    operand: '<NUMBER>',
    aboutOperand: 'Its number, as in `123` or `#123`, or its address.',
    examples: {
      'deep-review pr 123': 'what pull request 123 adds to the branch that it is for',
      'deep-review pr 123 --agents checks': 'the same by fixed rules alone',
    },
    options: {
      repo,
      base: {
        value: 'REV',
        about: 'Revision to compare with.',
        default: 'the branch that it is for, or the default branch where the two conflict',
      },
      ...reviewing,
    },
    guesses: ['pull', 'pull-request', 'mr', 'checkout', 'fetch'],
  },
  open: {
    group: 'Look at a report',
    about: 'Opens the last report in a browser, or prints its path where there is none.',
    operand: '[DIR]',
    aboutOperand: 'The directory of a report; `deep-review-report` where none is named.',
    examples: {
      'deep-review open': 'the report of the last review here',
      'deep-review open again': 'of the one that `--out again` named',
    },
    options: {},
    guesses: ['show', 'view', 'report', 'browse', 'html'],
  },
  demo: {
    group: 'Review',
    about: 'Shows what a review by several agents looks like, from a recorded one: no key, no network.',
    examples: {
      'deep-review demo': 'prints it and writes the report',
      'deep-review demo --open': 'and opens the report in a browser',
    },
    options: {
      out: {
        value: 'DIR',
        about: 'Where the report is written.',
        default: 'deep-review-demo',
        completes: 'directory',
      },
      open: { about: 'Open the report in a browser, where a person sits at a terminal.' },
    },
    guesses: ['example', 'sample', 'try', 'tour', 'hello'],
  },
  fixes: {
    group: 'Look at a report',
    about:
      'Prints the patches of a report’s findings as one patch, and says of each whether it applies: exit code 0 where all do, 1 where not.',
    operand: '[ID...]',
    aboutOperand: 'The findings; all that have a patch where none is named.',
    examples: {
      'deep-review fixes --from deep-review-report': 'every patch that applies',
      'deep-review fixes C1 I2 --from deep-review-report | git apply': 'applies two of them',
    },
    options: {
      from: { ...from, default: 'deep-review-report' },
      repo,
      head: { value: 'REV', about: 'Revision that the patch is for.', default: 'the head that was reviewed' },
    },
    guesses: ['fix', 'apply', 'patch', 'suggest', 'autofix'],
  },
  replay: {
    group: 'Look at a report',
    about: 'Settles a recorded review again, under the recorded rules or others; several reports as one.',
    examples: {
      'deep-review replay --from deep-review-report --out again': 'the same report, byte for byte',
      'deep-review replay --from deep-review-report --fail-on rework': 'under another rule',
    },
    options: {
      from: { ...from, repeats: true },
      config: {
        ...config,
        about: 'A configuration whose `rework-at` and `declined` count instead.',
        default: '',
      },
      ...deciding,
      ...delivering,
    },
    guesses: ['rerun', 'settle', 'merge'],
  },
  verify: {
    group: 'Look at a report',
    about:
      'Runs the scripts of a report’s findings on the files as they are: exit code 0 where all pass, 1 where one still shows, 2 where one cannot run.',
    operand: '[ID...]',
    aboutOperand: 'The findings; all whose script showed a fault where none is named.',
    examples: {
      'deep-review verify': 'is everything fixed that was shown?',
      'deep-review verify I1 --from deep-review-report --head HEAD': 'one finding, at a commit',
    },
    options: {
      from: { ...from, default: 'deep-review-report' },
      repo,
      head: { value: 'REV', about: 'Commit to run them on.', default: 'the files as they are' },
      config,
      json,
    },
    guesses: ['reproduce', 'prove'],
  },
  init: {
    group: 'Set up',
    about: 'Writes a workflow and a configuration for a repository; what exists is left as it is.',
    examples: {
      'deep-review init --dry-run': 'shows both files and writes none',
      'deep-review init': 'writes them, for the agents that are installed here',
      'deep-review init --agents claude,codex': 'for these agents, installed or not',
    },
    options: {
      repo,
      agents: {
        ...reviewing.agents,
        about: 'The agents that the workflow installs, separated by commas or spaces; `checks` reviews too.',
        default: 'those that are installed here',
      },
      force: { about: 'Write the files anew where they exist.' },
      'dry-run': { about: 'Show the files, and write none.' },
    },
    guesses: ['setup', 'install', 'create', 'configure', 'new'],
  },
  doctor: {
    group: 'Set up',
    about: 'Says which agents are installed and signed in here, and what to do where not.',
    examples: {
      'deep-review doctor': 'every agent',
      'deep-review doctor --probe': 'and asks each one’s model for a word, which costs a little',
    },
    options: {
      agents: { ...reviewing.agents, about: 'The agents to look at, separated by commas or spaces.' },
      config: { ...config, about: 'A configuration on disk, for the agents that it declares.', default: '' },
      probe: { about: 'Ask each agent’s model for one word: that proves the key, and costs a little.' },
      json,
    },
    guesses: ['login', 'auth', 'agents', 'health', 'status', 'env', 'info', 'list'],
  },
  schema: {
    group: 'For programs',
    about: 'Prints a JSON Schema.',
    operand: '<NAME>',
    aboutOperand: 'One of `review`, `script`, `ruling`, `report` and `config`.',
    operandWords: ['review', 'script', 'ruling', 'report', 'config'],
    examples: { 'deep-review schema review': 'what an agent’s review looks like' },
    options: {},
    guesses: ['config', 'types'],
  },
  read: {
    group: 'For programs',
    about: 'Prints what an agent’s answer, JSON, Markdown or lines of fields, is read as.',
    operand: '<FILE>',
    aboutOperand: 'The answer; `-` is standard input.',
    examples: { 'deep-review read answer.md': 'the review as it is understood' },
    options: {},
    guesses: ['parse'],
  },
  cluster: {
    group: 'For programs',
    about: 'Groups findings of other tools by their root cause, and prints the groups as JSON.',
    operand: '<FILE>',
    aboutOperand: 'JSON with `candidates`; `-` is standard input.',
    examples: { 'deep-review cluster findings.json': 'which of them mean the same' },
    options: {},
    guesses: ['group', 'dedupe'],
  },
  completion: {
    group: 'Set up',
    about: 'Prints a script by which a shell completes commands and options.',
    operand: '<SHELL>',
    aboutOperand: 'One of `bash`, `zsh` and `fish`.',
    operandWords: ['bash', 'zsh', 'fish'],
    examples: {
      'source <(deep-review completion bash)': 'for this bash; in `~/.bashrc` for each',
      'deep-review completion zsh > ~/.zfunc/_deep-review': 'for zsh, where `~/.zfunc` is in `fpath`',
      'deep-review completion fish > ~/.config/fish/completions/deep-review.fish': 'for fish',
    },
    options: {},
    guesses: ['completions', 'autocomplete'],
  },
  version: {
    group: 'Set up',
    about: 'Prints the version; `-v` and `--version` do, too.',
    examples: { 'deep-review version': 'the version' },
    options: {},
  },
} as const satisfies Record<string, CommandDefinition>;

/** Names of the commands. */
export type CommandName = keyof typeof commandTable;

/** The commands in the order of help. */
export const commands: readonly (readonly [CommandName, CommandDefinition])[] = (
  Object.entries(commandTable) as [CommandName, CommandDefinition][]
).sort(([, one], [, other]) => groups.indexOf(one.group) - groups.indexOf(other.group));

/** Whether a word is a command. */
export const isCommand = (word: string): word is CommandName => Object.hasOwn(commandTable, word);
