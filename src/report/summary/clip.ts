/** Text up to a number of characters, saying how much was cut; never through a surrogate pair. */
export function clipText(value: string, longest: number): string {
  if (value.length <= longest) return value;
  const end = value.charCodeAt(longest - 1) >> 10 === 0x36 ? longest - 1 : longest;
  return `${value.slice(0, end)} … (${(value.length - end).toLocaleString('en-US')} more characters)`;
}

/** Lines up to a number of them and of characters in each, saying what was cut. */
export function clipLines(value: string, mostLines: number, longestLine = 500): string {
  const lines = value.replace(/\n+$/, '').split('\n');
  const shown = lines.slice(0, mostLines).map((line) => clipText(line, longestLine));
  const cut = lines.length - shown.length;
  return cut > 0 ? `${shown.join('\n')}\n… (${cut.toLocaleString('en-US')} more lines)` : shown.join('\n');
}
