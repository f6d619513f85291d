/** Variables of the shell that a command's words hold. */
export interface ExpandedWords {
  /** Names of those that are taken over whole: neither cut nor replaced, nor put through another command. */
  readonly variables: readonly string[];
  /** Where the words end. */
  readonly end: number;
}

/** Units of one command that are looked at. */
const longest = 2_000;

/**
 * The variables that a shell expands in the words from an offset on: up to the command's end, or the first word only. What
 * stands in single quotes, is escaped, or is the output of another command, does not count.
 */
export function expandWords(script: string, from: number, isOneWord: boolean): ExpandedWords {
  const variables: string[] = [];
  const stop = Math.min(script.length, from + longest);
  const variable = /\$(?:\{(\w+)\}|(?:env:)?(\w+))/iy;
  let quote = '';
  let index = from;
  for (; index < stop; index++) {
    const character = script[index] ?? '';
    if (quote === "'") {
      if (character === "'") quote = '';
    } else if (character === '\\') index++;
    else if (character === '"') quote = quote === '' ? '"' : '';
    else if (character === "'" && quote === '') quote = "'";
    else if (character === '`') index = endOf(script.indexOf('`', index + 1), stop);
    else if (character === '$' && script[index + 1] === '(')
      index = endOfSubstitution(script, index + 1, stop);
    else if (character === '$') {
      variable.lastIndex = index;
      const found = variable.exec(script);
      if (!found) continue;
      variables.push(found[1] ?? found[2] ?? '');
      index = variable.lastIndex - 1;
    } else if (quote === '' && (isOneWord ? /[\s;|&)]/ : /[\n;|&)]/).test(character)) break;
  }
  return { variables, end: Math.min(index, stop) };
}

const endOf = (index: number, stop: number): number => (index < 0 || index > stop ? stop : index);

/** The parenthesis that closes the one at an offset. */
function endOfSubstitution(script: string, from: number, stop: number): number {
  let depth = 0;
  for (let index = from; index < stop; index++) {
    if (script[index] === '(') depth++;
    if (script[index] === ')' && --depth === 0) return index;
  }
  return stop;
}
