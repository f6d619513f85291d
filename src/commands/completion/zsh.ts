import { type CommandDefinition, commands } from '../line/command-table.ts';
import type { OptionDefinition } from '../line/options.ts';
import { plainText } from '../line/plain-text.ts';

/** The script for zsh: as a file `_deep-review` in `fpath`, or sourced. */
export function zshScript(): string {
  const described = commands.map(([name, { about }]) => quote(`${name}:${escaped(plainText(about))}`));
  return `#compdef deep-review
# Completes deep-review in zsh: deep-review completion zsh > a file named _deep-review in a folder of fpath
_deep_review() {
  local -a commands=(
    ${described.join('\n    ')}
  )
  local command=review
  if (( CURRENT > 2 )) && (( \${commands[(I)\${words[2]}:*]} )); then
    command=\${words[2]}
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )); then
    _describe -t commands command commands
  fi
  case $command in
${commands.map(([name, definition]) => `    ${name}) _arguments ${specificationsOf(definition).join(' ')} ;;`).join('\n')}
  esac
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then _deep_review "$@"; else compdef _deep_review deep-review; fi
`;
}

function specificationsOf({ options, operand, operandWords }: CommandDefinition): string[] {
  const operands = operandWords
    ? [quote(`1:word:(${operandWords.join(' ')})`)]
    : operand?.includes('FILE')
      ? [quote('1:file:_files')]
      : [];
  return [
    ...Object.entries(options).map(([name, option]) => specificationOf(name, option)),
    quote('--help[Print help]'),
    ...operands,
  ];
}

function specificationOf(name: string, { value, about, repeats, completes }: OptionDefinition): string {
  const front = `${repeats ? '*' : ''}--${name}${value === undefined ? '' : '='}[${escaped(plainText(about))}]`;
  if (value === undefined) return quote(front);
  const action =
    completes === 'directory'
      ? '_files -/'
      : completes === 'file'
        ? '_files'
        : completes
          ? `(${completes.join(' ')})`
          : ' ';
  return quote(`${front}:${value}:${action}`);
}

const escaped = (text: string): string => text.replaceAll(/[\\[\]:]/g, '\\$&');
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
