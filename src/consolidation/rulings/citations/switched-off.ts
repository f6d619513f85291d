/** What is never run: a test that is skipped, a branch that is never taken. Conditions that may hold (`skipif`) are none. */
const off =
  /\b(?:it|test|describe|context|suite|specify)\.(?:skip|todo|fixme|failing)\b|^x(?:it|describe|test|context|specify)\b|^@(?:\w+\.)*(?:skip|xfail|Disabled|Ignore|Ignored)\b|^#\[ignore\b|\[(?:Ignore\b|(?:Fact|Theory)\(Skip\b)|\bif\s*(?:\(\s*)?(?:false|False|0)\s*(?:\)|:|&&|\{|then\b|$)|\bwhile\s*(?:\(\s*)?(?:false|False|0)\s*(?:\)|:|\{)|^#\s*if\s+0\b/;
/** A statement that ends a test before what follows it. */
const leaves =
  /^(?:t\.Skip(?:f|Now)?\(|pytest\.(?:skip|xfail)\(|self\.skipTest\(|this\.skip\(|skip(?:\s+["']|$)|pending(?:\s*\(?["']|\(\)|$))/;
/** What stands in front of a head and belongs to it. */
const mark = /^(?:@|#\[|\[)/;
/** What a test pretends, and nothing really does. */
const pretended =
  /\b(?:vi|jest|sinon|td|mocker|Mockito)\.(?:mock|doMock|fn|spyOn|stub|patch|replace|when)\w*\(|\.mock(?:Return|Resolved|Rejected|Implementation)\w*\(|@(?:mock\.)?patch(?:\.object)?\(|\.to receive\(|\.then(?:Return|Throw)\(/;

/** So many lines in front of a line are looked at. */
const furthest = 2_000;

/** Whether a line stands in code that is switched off: itself, or what it stands in, by how the lines are indented. */
export function isSwitchedOff(lines: readonly string[], position: number): boolean {
  let indent = indentOf(lines[position] ?? '');
  if (off.test((lines[position] ?? '').trim())) return true;
  // Marks in front of a head are indented as it is.
  let isHead = false;
  for (let at = position - 1; at >= Math.max(0, position - furthest); at--) {
    const text = (lines[at] ?? '').trim();
    if (text === '') continue;
    const own = indentOf(lines[at] ?? '');
    if (own < indent) {
      if (off.test(text)) return true;
      isHead = true;
      indent = own;
    } else if (own === indent) {
      if (isHead && mark.test(text) && off.test(text)) return true;
      if (!isHead && leaves.test(text)) return true;
      isHead = isHead && mark.test(text);
    }
    if (own === 0 && indent === 0 && !isHead) return false;
  }
  return false;
}

/** Whether a line only says what a test pretends. */
export const isPretended = (line: string): boolean => pretended.test(line);

const indentOf = (line: string): number => line.length - line.trimStart().length;
