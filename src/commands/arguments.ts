import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { UserError } from '../model/errors.ts';

/** What each command takes: `value` needs one, `flag` none. Names equal to action inputs mean the same. */
const reviewing = {
  'fail-on': 'value',
  'on-inconclusive': 'value',
  'min-reviewers': 'value',
  out: 'value',
  json: 'flag',
} as const;

const options = {
  review: {
    repo: 'value',
    base: 'value',
    head: 'value',
    agents: 'value',
    models: 'value',
    config: 'value',
    instructions: 'value',
    adjudication: 'value',
    'timeout-minutes': 'value',
    'total-timeout-minutes': 'value',
    'max-cost-usd': 'value',
    ...reviewing,
  },
  replay: { from: 'values', config: 'value', ...reviewing },
  verify: { from: 'value', repo: 'value', head: 'value', config: 'value', json: 'flag' },
  init: { repo: 'value', 'dry-run': 'flag' },
  doctor: { agents: 'value', config: 'value', json: 'flag', probe: 'flag' },
  schema: {},
  read: {},
  cluster: {},
} as const satisfies Record<string, Record<string, 'value' | 'values' | 'flag'>>;

/** Names of the commands. */
export type CommandName = keyof typeof options;

/** A parsed command line. `values` holds each option's last value, or all of them where it may be repeated. */
export interface CommandLine {
  readonly command: CommandName;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Text of `--help`. */
const help = `Usage:
  deep-review [review] [--repo DIR] [--base REV] [--head REV] [--agents LIST] [--models LINES] [--config FILE] [--out DIR]
                       [--instructions TEXT] [--adjudication LIST] [--fail-on VERDICT] [--on-inconclusive fail|neutral]
                       [--min-reviewers N] [--timeout-minutes N] [--total-timeout-minutes N] [--max-cost-usd N] [--json]
  deep-review replay --from DIR [--from DIR ...] [--config FILE] [--out DIR] [--fail-on VERDICT] [--on-inconclusive fail|neutral]
                       [--min-reviewers N] [--json]
  deep-review verify [ID...] --from DIR [--repo DIR] [--head REV] [--config FILE] [--json]
  deep-review init [--repo DIR] [--dry-run]
  deep-review doctor [--agents LIST] [--config FILE] [--probe] [--json]
  deep-review schema review|script|ruling|report|config
  deep-review read FILE
  deep-review cluster FILE.json

Without a command: review the current branch against its merge base with the default branch.
Exit codes: 0 pass, 1 block, 2 inconclusive, 3 configuration or usage error.
`;

const isCommand = (word: string): word is CommandName => Object.hasOwn(options, word);

/**
 * Parses the words behind the program's name.
 * @throws {UserError} for an unknown command or option, or an option without its value.
 */
export function parseArguments(
  argv: readonly string[],
): CommandLine | { command: 'help'; text: string } | { command: 'version' } {
  if (argv.includes('--help') || argv.includes('-h') || argv[0] === 'help')
    return { command: 'help', text: help };
  if (argv[0] === '--version' || argv[0] === '-V') return { command: 'version' };
  const [first = 'review'] = argv;
  const named = !first.startsWith('-');
  if (named && !isCommand(first)) {
    throw new UserError(
      `unknown command "${first}"${nearest(first, Object.keys(options))}. Run "deep-review --help".`,
    );
  }
  const command: CommandName = named && isCommand(first) ? first : 'review';
  return parseOptions(command, named ? argv.slice(1) : argv);
}

function parseOptions(command: CommandName, words: readonly string[]): CommandLine {
  const known: Record<string, 'value' | 'values' | 'flag'> = options[command];
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(known).map(([name, type]) => [
        name,
        { type: type === 'flag' ? 'boolean' : 'string' } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const lists: Record<string, string[]> = {};
  const flags = new Set<string>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const type = known[token.name];
    if (type === undefined) {
      throw new UserError(
        `unknown option "${token.rawName}" of "deep-review ${command}"${nearest(token.name, Object.keys(known))}. Run "deep-review --help".`,
      );
    }
    if (type === 'flag') {
      if (token.value !== undefined)
        throw new UserError(`option "${token.rawName}" takes no value: leave out "=${token.value}"`);
      flags.add(token.name);
    } else {
      if (token.value === undefined)
        throw new UserError(`option "${token.rawName}" needs a value: write ${token.rawName}=VALUE`);
      lists[token.name] = [...(lists[token.name] ?? []), token.value];
    }
  }
  const values = Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.at(-1)]));
  return { command, values, lists, flags, operands };
}
