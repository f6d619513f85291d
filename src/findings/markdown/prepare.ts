import { topicOf } from './sections.ts';

interface Fence {
  readonly mark: string;
  readonly info: string;
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`\s]*)[^`]*$/;
const boldLine = /^(\*\*|__)(.{3,60}?):?\1:?\s*$/;
const headingLine = /^#{1,6}\s+(.{3,80})$/;

/**
 * What no review has, and what makes a Markdown parser slow (measured: 200,000 brackets in one paragraph take minutes):
 * characters in all, marks in one paragraph, columns of indentation and quotation.
 */
const limits = { length: 1_000_000, marks: 1_000, indentation: 100 };

/** Mends what agents get wrong in Markdown: fences left open, and bold titles without a blank line behind them. */
export function prepare(text: string): string {
  const closed = closeFences(text.slice(0, limits.length).split(/\r?\n/), false);
  const lines = closed.isOpen ? closeFences(closed.lines, true).lines : closed.lines;
  const separated = lines.flatMap((line, index) =>
    isTitle(boldLine.exec(line)?.[2]) && lines[index + 1]?.trim() ? [line, ''] : [line],
  );
  return tame(separated.join('\n'));
}

/** Takes the marks out of paragraphs that have too many, and cuts indentation that is too deep. */
function tame(text: string): string {
  const shallow = text.replace(/^[ \t>]{101,}/gm, (indentation) => indentation.slice(0, limits.indentation));
  if (shallow.length < limits.marks) return shallow;
  return shallow.replace(/(?:^(?!\|).*\S.*(?:\n|$))+/gm, (paragraph) => {
    const marks = paragraph.match(/[[\]*_`<&~!]/g)?.length ?? 0;
    return marks <= limits.marks ? paragraph : paragraph.replace(/[[\]*_`<&~!]/g, '');
  });
}

/**
 * Closes a fence before another that names its language, since code is rarely quoted inside code. When a fence is still
 * open at the end, `atTitles` closes it before the next heading of a review too.
 */
function closeFences(written: readonly string[], atTitles: boolean): { lines: string[]; isOpen: boolean } {
  const lines: string[] = [];
  let open: Fence | null = null;
  for (const line of written) {
    const [, mark = '', info = ''] = fenceLine.exec(line) ?? [];
    if (open === null) {
      if (mark !== '') open = { mark, info };
    } else if (isFenceOf(open, mark)) {
      if (info === '') open = null;
      else if (!/^(markdown|md|mdx|text|txt)$/i.test(open.info)) {
        lines.push(open.mark);
        open = { mark, info };
      }
    } else if (atTitles && isTitle(headingLine.exec(line)?.[1] ?? boldLine.exec(line)?.[2])) {
      lines.push(open.mark);
      open = null;
    }
    lines.push(line);
  }
  return { lines, isOpen: open !== null };
}

const isFenceOf = (open: Fence, mark: string): boolean =>
  mark[0] === open.mark[0] && mark.length >= open.mark.length;

const isTitle = (title: string | undefined): boolean => title !== undefined && topicOf(title) !== null;
