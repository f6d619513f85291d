/** A text without the blanks and marks that it ends with, read from its end: a pattern would try again at each blank. */
export function trimEndOf(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && (marks.includes(text[end - 1] as string) || (text[end - 1] as string).trim() === ''))
    end--;
  return text.slice(0, end);
}

/** The words of a heading of Markdown: `## The lock leaks ##` is `The lock leaks`. */
export const headingWords = (source: string): string => trimEndOf(source.replace(/^#+\s*/, ''), '#');
