import { type CommandDefinition, commands } from '../line/command-table.ts';
import { plainText } from '../line/plain-text.ts';

/** The script for fish. */
export function fishScript(): string {
  const names = commands.map(([name]) => name);
  const others = names.filter((name) => name !== 'review');
  const lines = commands.flatMap(([name, definition]) => {
    const isMeant =
      name === 'review'
        ? `not __fish_seen_subcommand_from ${others.join(' ')}`
        : `__fish_seen_subcommand_from ${name}`;
    return [
      line(`not __fish_seen_subcommand_from ${names.join(' ')}`, `-f -a ${name}`, definition.about),
      ...optionsOf(definition).map(([how, about]) => line(isMeant, how, about)),
    ];
  });
  return `# Completes deep-review in fish: deep-review completion fish > ~/.config/fish/completions/deep-review.fish
${lines.join('\n')}
`;
}

const line = (condition: string, how: string, about: string): string =>
  `complete -c deep-review -n ${quote(condition)} ${how} -d ${quote(plainText(about))}`;

function optionsOf({
  options,
  operandWords,
  aboutOperand = '',
}: CommandDefinition): (readonly [how: string, about: string])[] {
  const named = Object.entries(options).map(([name, { value, short, about, completes }]) => {
    const spelt = `${short === undefined ? '' : `-s ${short} `}-l ${name}`;
    if (value === undefined) return [spelt, about] as const;
    const offer =
      completes === 'directory'
        ? `-x -a '(__fish_complete_directories)'`
        : completes === 'file'
          ? '-r -F'
          : `-x -a ${quote((completes ?? []).join(' '))}`;
    return [`${spelt} ${offer}`, about] as const;
  });
  return [
    ...named,
    ...(operandWords ? [[`-f -a ${quote(operandWords.join(' '))}`, aboutOperand] as const] : []),
  ];
}

const quote = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
