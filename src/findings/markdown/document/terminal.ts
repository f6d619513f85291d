import { topicOf } from '../../words/section-titles.ts';

/** Of so many lines, and such a share of them, a margin is the terminal's and no indentation. */
const least = { lines: 10, share: 0.9 };

/**
 * Makes Markdown again of what a terminal showed of it: each line behind a margin of blanks, headings without their marks. There a title
 * stands alone, or behind a rule or another title, and a line with `#` in front is a comment of code.
 */
export function fromTerminal(lines: readonly string[]): readonly string[] {
  const told = lines.filter((line) => line.trim() !== '');
  const margin = ['   ', '  ', ' '].find(
    (blanks) =>
      told.filter((line) => line.startsWith(blanks)).length >=
      Math.max(least.lines, told.length * least.share),
  );
  if (margin === undefined) return lines;
  let before: 'rule' | 'title' | 'text' = 'rule';
  return lines.map((line, index) => {
    const text = line.startsWith(margin) ? line.slice(margin.length) : line;
    if (text.trim() === '') return text;
    const isAlone = [lines[index - 1], lines[index + 1]].every((beside) => (beside ?? '').trim() === '');
    const isFirst = before !== 'text';
    const isOfFinding = isFirst && numbered.test(text);
    const isTitle = isLikeTitle(text) && (isOfFinding || (isPart(text) && (isFirst || isAlone)));
    // What a rule sets apart has a title, whatever it says.
    const isOther = before === 'rule' && index > 0 && isLikeTitle(text) && marked.test(text);
    before = isTitle ? 'title' : /^-{3,}\s*$/.test(text) ? 'rule' : 'text';
    if (isTitle || isOther) return `${isOfFinding ? '###' : '##'} ${text}`;
    return text.replace(/^#/, '\\#');
  });
}

const numbered = /^\d{1,3}[.)] \S/;
const marked = /^\p{Extended_Pictographic}/u;

/** No item, no field and no label. */
const isLikeTitle = (text: string): boolean =>
  text.length <= 120 && !/^[\s#*-]|^[\p{L} ]{2,24}[:：](?:\s|$)|[:：]\s*$/u.test(text);

/** Whether a line names a part of a review. */
function isPart(text: string): boolean {
  const topic = topicOf(text);
  return topic?.isSure === true || topic?.isPure === true;
}
