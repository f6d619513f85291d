import { Command, CommanderError } from 'commander';
import { nearest } from '../../config/nearest.ts';
import { UserError } from '../../model/errors.ts';
import { version } from '../../model/version.ts';
import {
  type CommandDefinition,
  type CommandName,
  commands,
  commandTable,
  isCommand,
} from './command-table.ts';
import type { OptionDefinition } from './options.ts';
import { plainText } from './plain-text.ts';

/** A parsed command line. `values` holds each option's last value, or all of them where it may be repeated. */
export interface CommandLine {
  readonly command: CommandName;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Help that was asked for. */
export interface HelpText {
  readonly command: 'help';
  readonly text: string;
}

const about =
  'Several coding agents review one change; code settles what they say, and one verdict passes or blocks it.';

/** What somebody tries who meets the program. */
const firstCalls = {
  'deep-review --agents checks': 'review what this branch adds, by fixed rules: no key, no network',
  'deep-review demo': 'see what a review by several agents looks like',
  'deep-review doctor': 'see which agents are installed and signed in',
  'deep-review': 'review what this branch adds, by all of them',
};

const closing = `
Run "deep-review COMMAND --help" for the options of a command.
Exit codes: 0 pass, 1 block, 2 inconclusive, 3 configuration or usage error.
`;

/**
 * Parses the words behind the program's name.
 * @throws {UserError} for an unknown option, or one without its value, or operands that the command does not take.
 */
export function parseArguments(argv: readonly string[]): CommandLine | HelpText {
  let line: CommandLine | null = null;
  let text = '';
  const program = new Command('deep-review')
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      writeErr: () => {},
    })
    .usage('[COMMAND] [OPTIONS]')
    .version(`deep-review ${version}`, '-v, --version', 'Print the version.')
    .addHelpText('before', beginning({ about, examples: firstCalls }))
    .addHelpText('after', closing)
    .helpOption('-h, --help', 'Print help.')
    .helpCommand('help [COMMAND]', 'Prints the help of a command.')
    .commandsGroup('Set up:');
  for (const [name, definition] of commands) {
    addCommand(program, name, definition, (parsed) => {
      line = parsed;
    });
  }
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: 'help', text };
    throw new UserError(explain(error, argv));
  }
  // Commander has called the action of one command, or thrown.
  return line as unknown as CommandLine;
}

function addCommand(
  program: Command,
  name: CommandName,
  definition: CommandDefinition,
  found: (line: CommandLine) => void,
): void {
  const command = program
    .command(name, { isDefault: name === 'review' })
    .helpGroup(`${definition.group}:`)
    .helpOption('-h, --help', 'Print this.')
    .summary(plainText(definition.about))
    .addHelpText('before', beginning(definition));
  if (definition.operand !== undefined)
    command.argument(definition.operand, plainText(definition.aboutOperand ?? ''));
  const lists: Record<string, string[]> = {};
  const flags = new Set<string>();
  for (const [option, { value, short, ...described }] of Object.entries(definition.options)) {
    const front = `${short === undefined ? '' : `-${short}, `}--${option}`;
    command.option(value === undefined ? front : `${front} <${value}>`, describeOption(described));
    command.on(`option:${option}`, (given: string | undefined) => {
      if (value === undefined) flags.add(option);
      else lists[option] = [...(lists[option] ?? []), given ?? ''];
    });
  }
  command.action(() => {
    const values = Object.fromEntries(Object.entries(lists).map(([key, all]) => [key, all.at(-1)]));
    found({ command: name, values, lists, flags, operands: command.args });
  });
}

/** What a command does and calls of it: what a reader of its help wants first. */
function beginning({ about: does, examples }: Pick<CommandDefinition, 'about' | 'examples'>): string {
  const calls = Object.entries(examples).map(([call, what]) => `  ${call}\n      ${plainText(what)}`);
  return `${plainText(does)}\n\nExamples:\n${calls.join('\n')}\n`;
}

const describeOption = ({ about: meaning, default: standard }: OptionDefinition): string =>
  plainText(standard ? `${meaning} (default: ${standard})` : meaning);

/** What is wrong with the call, and what to do. */
function explain({ code, message }: CommanderError, argv: readonly string[]): string {
  const fault = code.replace(/^commander\./, '');
  const [first = '', second = ''] = argv;
  const word = first === 'help' ? second : first;
  const isStrange = !word.startsWith('-') && !isCommand(word);
  if (isStrange && (fault === 'help' || hintAt(word) !== ''))
    return `unknown command "${word}"${hintAt(word)}. Run "deep-review --help".`;
  const command = isCommand(first) ? first : 'review';
  const [name, value] = quotedIn(message).split(/=(.*)/s);
  const known = Object.keys(commandTable[command].options).map((option) => `--${option}`);
  if (fault === 'unknownOption' && known.includes(name ?? ''))
    return `option "${name}" takes no value: leave out "=${value}"`;
  if (fault === 'unknownOption')
    return `unknown option "${name}" of "deep-review ${command}"${nearest(name ?? '', known)}. See "deep-review ${command} --help".`;
  if (fault === 'optionMissingArgument') return `option "${name}" needs a value: write ${name}=VALUE`;
  if (fault === 'missingArgument')
    return `"deep-review ${command}" needs ${name}, which is missing: name it. See "deep-review ${command} --help".`;
  return `"deep-review ${command}" takes fewer words: ${fewerWords(command, argv)}. See "deep-review ${command} --help".`;
}

/** Two revisions are written as one word. */
function fewerWords(command: CommandName, argv: readonly string[]): string {
  const words = argv.filter((word) => !word.startsWith('-') && word !== command);
  const [base = '', head = ''] = words;
  return command === 'review' && words.length === 2 && argv.at(-1) === head
    ? `for what "${head}" adds to "${base}" write "${base}..${head}"`
    : `leave out "${argv.at(-1)}"`;
}

/** What a message of the library is about: an option without its letter and the word for its value, or an operand. */
const quotedIn = (message: string): string => /'(?:-\w, )?([^']+?)(?: <\w+>)?'/s.exec(message)?.[1] ?? '';

/** ` (did you mean "review"?)` for a word that is nearly a command, or one that other programs have. */
export function hintAt(word: string): string {
  const meant = commands.find(([, { guesses = [] }]) => guesses.includes(word))?.[0];
  return meant === undefined
    ? nearest(
        word,
        commands.map(([name]) => name),
      )
    : ` (did you mean "${meant}"?)`;
}
