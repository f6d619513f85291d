/** The lines that begin the blocks around a line (1-based), innermost first, as indentation tells. */
export function enclosingLines(text: string, line: number): string[] {
  const [own = '', ...before] = text.split('\n').slice(0, line).reverse();
  const around: string[] = [];
  let indent = indentOf(own);
  for (const other of before) {
    if (indent === 0) break;
    if (other.trim() === '' || indentOf(other) >= indent) continue;
    indent = indentOf(other);
    around.push(other);
  }
  return around;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
