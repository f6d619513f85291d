import { readSeverity } from '../../words/read-severity.ts';
import { headingWords } from '../../words/trim-end.ts';

const opening = /^\s*(?:<div[^<>]*>\s*)?<table\b/i;
const fence = /^\s*(`{3,}|~{3,})/;
/** No table of a review is longer. */
const mostLines = 5_000;

/** Puts tables of HTML into Markdown: plain ones into tables, those that hold folds into a heading a fold. */
export function openHtmlTables(lines: readonly string[]): string[] {
  const opened: string[] = [];
  const endings = lines.flatMap((line, index) => (/<\/table>/i.test(line) ? [index] : []));
  let next = 0;
  let code: string | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const mark = fence.exec(line)?.[1] ?? null;
    if (code === null) code = mark;
    else if (mark?.startsWith(code)) code = null;
    while ((endings[next] ?? at) < at) next++;
    const end = endings[next] ?? Number.POSITIVE_INFINITY;
    if (code !== null || end >= at + mostLines || !opening.test(line)) opened.push(line);
    else {
      opened.push('');
      for (const row of markdownOf(lines.slice(at, end + 1).join('\n')).split('\n')) opened.push(row);
      opened.push('');
      at = end;
    }
  }
  return opened;
}

function markdownOf(table: string): string {
  const rows = table
    .split(/<tr\b[^<>]*>/i)
    .slice(1)
    .map((row) =>
      row
        .split(/<t[dh]\b[^<>]*>/i)
        .slice(1)
        .map((cell) => cell.replace(/<\/(?:td|th|tr|table|tbody|thead)>/gi, '').trim()),
    );
  const isPlain = rows.every((cells) => cells.every((cell) => !/<details/i.test(cell)));
  return isPlain ? plainTable(rows) : rows.map(foldsOf).filter(Boolean).join('\n\n');
}

function plainTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map(
    (cells) => `| ${cells.map((cell) => wordsOf(cell).replaceAll('|', '\\|')).join(' | ')} |`,
  );
  const [first = []] = rows;
  return [lines[0] ?? '', `|${first.map(() => '---').join('|')}|`, ...lines.slice(1)].join('\n');
}

/** Each fold of a row as a heading with what it holds, and the level that another cell of the row names. */
function foldsOf(cells: readonly string[]): string {
  const level = cells.map(wordsOf).find((words) => words.length <= 20 && readSeverity(words) !== null);
  return cells
    .filter((cell) => /<details/i.test(cell))
    .flatMap((cell) => [headingOf(cell), ...outerFolds(cell).map((fold) => findingOf(fold, level))])
    .filter(Boolean)
    .join('\n\n');
}

/** What stands above the folds of a cell is their title. */
function headingOf(cell: string): string {
  const words = wordsOf(cell.slice(0, cell.search(/<details/i)));
  return words === '' ? '' : `##### ${words}`;
}

function findingOf(fold: string, level: string | undefined): string {
  const { summary, rest: around } = takeSummary(fold);
  const [title = '', ...rest] = summary.trim().split(/\n\s*\n|<br\s*\/?>\s*<br\s*\/?>/);
  const body = around.replace(/<\/?(?:details|summary)[^<>]*>/gi, '\n\n');
  const field = level === undefined ? '' : `**Severity:** ${level}\n\n`;
  return `###### ${wordsOf(title)}\n\n${field}${rest.join('\n\n')}\n\n${withoutHeadings(body)}`;
}

/** The summary of a fold, and the fold without it. */
function takeSummary(fold: string): { summary: string; rest: string } {
  const start = /<summary[^<>]*>/i.exec(fold);
  const inner = start === null ? '' : fold.slice(start.index + start[0].length);
  const end = /<\/summary>/i.exec(inner);
  if (start === null || end === null) return { summary: '', rest: fold };
  return {
    summary: inner.slice(0, end.index),
    rest: fold.slice(0, start.index) + inner.slice(end.index + end[0].length),
  };
}

/** The folds that stand in no other. */
function outerFolds(cell: string): string[] {
  const folds: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: tag, index } of cell.matchAll(/<(\/?)details\b[^<>]*>/gi)) {
    if (!tag.startsWith('</')) {
      if (depth++ === 0) from = index;
    } else if (depth > 0 && --depth === 0) folds.push(cell.slice(from, index));
  }
  return depth > 0 ? [...folds, cell.slice(from)] : folds;
}

/** A heading inside of a fold is a part of what the fold tells. */
function withoutHeadings(text: string): string {
  let code: string | null = null;
  return text
    .split('\n')
    .map((line) => {
      const mark = fence.exec(line)?.[1] ?? null;
      if (code === null) code = mark;
      else if (mark?.startsWith(code)) code = null;
      return code === null && /^#{1,6}\s/.test(line) ? `**${headingWords(line)}**` : line;
    })
    .join('\n');
}

/** The words of a piece of HTML, in one line. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
