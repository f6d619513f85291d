import { type CommandDefinition, commands } from '../line/command-table.ts';

/** The script for bash, from version 3.2 on. */
export function bashScript(): string {
  const names = commands.map(([name]) => name);
  return `# Completes deep-review in bash: source <(deep-review completion bash)
_deep_review() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=review words=''
  case "\${COMP_WORDS[1]}" in ${names.join('|')}) [ "$COMP_CWORD" -gt 1 ] && command=\${COMP_WORDS[1]} ;; esac
  COMPREPLY=()
  case "$command $previous" in
${commands.flatMap(([name, definition]) => valueCases(name, definition)).join('\n')}
  esac
  case "$command" in
${commands.map(([name, definition]) => `    ${name}) words='${wordsOf(definition)}' ;;`).join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="$words ${names.join(' ')} help"
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _deep_review deep-review
`;
}

/** What is offered behind an option; behind one of free text nothing, not even a file. */
function valueCases(name: string, { options }: CommandDefinition): string[] {
  return Object.entries(options)
    .filter(([, { value }]) => value !== undefined)
    .map(([option, { completes = [] }]) => {
      const offer =
        completes === 'directory' ? '-d' : completes === 'file' ? '-f' : `-W '${completes.join(' ')}'`;
      return `    '${name} --${option}') COMPREPLY=($(compgen ${offer} -- "$word")); return ;;`;
    });
}

const wordsOf = ({ options, operandWords = [] }: CommandDefinition): string =>
  [...operandWords, ...Object.keys(options).map((option) => `--${option}`), '--help'].join(' ');
