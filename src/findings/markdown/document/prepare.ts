import { readSeverity } from '../../words/read-severity.ts';
import { topicOf } from '../../words/section-titles.ts';
import { takeLeads } from '../heads/title.ts';
import { writeCommentsAsItems } from './comment-lines.ts';
import { openHtmlTables } from './html-tables.ts';
import { applyLegend } from './legend.ts';
import { fromTerminal } from './terminal.ts';

interface Fence {
  readonly mark: string;
  readonly info: string;
}

/** The rest of the line is looked at first, so that one that is no fence is not tried again at each length of its parts. */
const fenceLine = /^ {0,3}(?=(?:`{3,}|~{3})[^`]*$)(`{3,}|~{3,})[ \t]*([^`\s]*)/;
const boldLine = /^(\*\*|__)(.{3,60}?):?\1:?\s*$/;
const headingLine = /^#{1,6}\s+(.{3,80})$/;

/**
 * What no review has, and what makes a Markdown parser slow (measured: 200,000 brackets in one paragraph take minutes):
 * characters in all, marks in one paragraph, columns of indentation and quotation, blanks between two words of a line.
 */
const limits = { length: 1_000_000, marks: 1_000, indentation: 100, blanks: 100 };
const manyBlanks = new RegExp(String.raw`(?<=\S)[^\S\n]{${limits.blanks},}(?=\S)`, 'g');

/** Stands in our own marks and nowhere in what we parse. */
const own = '\uE000';

/** Where a fold of HTML (`<details>`) begins and ends, as comments that a Markdown parser leaves alone. */
export const folds = {
  open: (title: string) => `\n\n<!--${own}+${title.replace(/--/g, '—').trim()}-->\n\n`,
  close: `\n\n<!--${own}- -->\n\n`,
  test: (html: string): boolean => html.includes(`<!--${own}`),
  /** The beginnings, with their titles, and ends in a piece of HTML. */
  read: (html: string): { readonly title: string | null }[] =>
    [...html.matchAll(new RegExp(`<!--${own}([+-])(.*?)-->`, 'g'))].map(([, kind, title = '']) => ({
      title: kind === '+' ? title : null,
    })),
};

/** Mends what agents get wrong in Markdown: fences left open, bold titles without a blank line behind them, HTML for Markdown. */
export function prepare(text: string): string {
  const written = text
    .slice(0, limits.length)
    .replace(manyBlanks, ' ')
    .replaceAll(own, '')
    .replaceAll('―', '—')
    .split(/\r?\n/);
  const closed = closeFences(underlined(fromTerminal(written)), false);
  const lines = openQuoted(closed.isOpen ? closeFences(closed.lines, true).lines : closed.lines);
  const separated = apart(writeCommentsAsItems(openHtmlTables(applyLegend(lines)))).flatMap((line, index) =>
    isTitle(boldLine.exec(line)?.[2]) && lines[index + 1]?.trim() ? [line, ''] : [line],
  );
  return tame(plainOf(separated));
}

/** Names of emojis that GitHub puts in their place, as far as they say something about a finding. */
const shortcodes: ReadonlyMap<string, string> = new Map([
  ['rotating_light', '🚨'],
  ['no_entry', '⛔'],
  ['red_circle', '🔴'],
  ['orange_circle', '🟠'],
  ['yellow_circle', '🟡'],
  ['green_circle', '🟢'],
  ['blue_circle', '🔵'],
  ['warning', '⚠️'],
  ['x', '❌'],
  ['bug', '🐛'],
  ['bulb', '💡'],
  ['memo', '📝'],
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔'],
]);
const named = (line: string): string =>
  line.replace(/:([a-z_]{1,20}):/g, (code, name: string) => shortcodes.get(name) ?? code);

/** A line with a number that is underlined is a heading, which Markdown takes for an item of a list: `1. The lock leaks` above `---`. */
const underlined = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line, index) => {
    const isUnder = (below: string, above: string, before: string) =>
      /^(?:-{4,}|={4,})\s*$/.test(below) && /^\d{1,3}[.)] \S.{0,110}$/.test(above) && before.trim() === '';
    const [before = '', above = ''] = [lines[index - 2], lines[index - 1]];
    if (isUnder(line, above, before)) return [];
    return isUnder(lines[index + 1] ?? '', line, lines[index - 1] ?? '') ? [`### ${line}`] : [line];
  });

/** Three dashes right below a text of several lines, or of fields, are a rule, and do not make a heading of it. */
const apart = (lines: readonly string[]): string[] =>
  lines.flatMap((line, index) => {
    const before = lines[index - 1] ?? '';
    const isRule = /^---\s*$/.test(line) && before.trim() !== '' && !/^[|>#]/.test(before);
    return isRule && (/[:：|]/.test(before) || (lines[index - 2] ?? '').trim() !== '') ? ['', line] : [line];
  });

/** Lists in lists, `- - - …`, of which a parser needs the longer for each the more there are. */
const nested = /^((?:[ \t>]*(?:[-+*]|\d{1,3}[.)])[ \t]+){20})(?:[ \t>]*(?:[-+*]|\d{1,3}[.)])[ \t]+)+/gm;

/** Takes the marks out of paragraphs that have too many, and cuts indentation and lists that are too deep. */
function tame(text: string): string {
  const shallow = text
    .replace(/^[ \t>]{101,}/gm, (indentation) => indentation.slice(0, limits.indentation))
    .replace(nested, '$1');
  if (shallow.length < limits.marks) return shallow;
  return shallow.replace(/(?:^(?!\|).*\S.*(?:\n|$))+/gm, (paragraph) => {
    const marks = paragraph.match(/[[\]*_`<&~!]/g)?.length ?? 0;
    return marks <= limits.marks ? paragraph : paragraph.replace(/[[\]*_`<&~!]/g, '');
  });
}

/** Puts HTML into Markdown, outside of fences: folds, and the tags that say how a word looks. */
function plainOf(lines: readonly string[]): string {
  let open: string | null = null;
  return lines
    .map((line) => {
      const mark = fenceLine.exec(line)?.[1] ?? null;
      if (open !== null) {
        if (mark?.startsWith(open)) open = null;
        return line;
      }
      open = mark;
      const bare = open === null ? placesOfLinks(line) : line;
      return open === null && /[<!:]/.test(bare) ? plainLine(named(bare)) : bare;
    })
    .join('\n');
}

const placesOfLinks = (line: string): string =>
  line.includes('/blob/')
    ? line.replace(
        permalink,
        (_, path: string, from: string, to?: string) => `\`${path}:${from}-${to ?? from}\``,
      )
    : line;

const tags: readonly (readonly [RegExp, string])[] = [
  [/<\/?(?:details|blockquote|sub|sup|p|div|span|picture|source|a)(?:\s[^<>]{0,300})?\/?>/gi, ''],
  [/<br\s*\/?>/gi, ' '],
  [/<\/?(?:b|strong)>/gi, '**'],
  [/<\/?(?:i|em)>/gi, '*'],
  [/<\/?code>/gi, '`'],
];
const badge = /!\[([^\]\n]{1,60})\]\([^)\n]{0,300}\)/g;
const isBadge = (words: string): boolean => readSeverity(words.replace(/\s*badge$/i, '')) !== null;

/** A bare link to lines of a file of a commit: `https://github.com/o/r/blob/0a1b2c3/src/a.ts#L3-L5`. */
const permalink =
  /(?<![(\w"'=])https?:\/\/[^\s/]+\/[^\s/:]+\/[^\s/:]+\/(?:-\/)?blob\/[^\s/:]+\/([^\s#?)>\]:]+)#L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?/g;

function plainLine(line: string): string {
  // What is indented belongs to a list item, and a fold in it is a part of that item.
  const isTop = !/^\s{2}/.test(line);
  let text = line.replace(/<summary>(.{0,300}?)<\/summary>/gi, (_, title: string) => {
    const words = title.replace(/<[^<>]{0,100}>/g, '');
    return isTop ? folds.open(words) : words;
  });
  if (isTop) text = text.replace(/<\/details>/gi, folds.close);
  for (const [tag, mark] of tags) text = text.replace(tag, mark);
  return text.replace(badge, (image, words: string) =>
    isBadge(words) ? `[${words.replace(/\s*badge$/i, '')}]` : image,
  );
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

/** Takes the fence off a comment that stands in one, right below its heading: a level in front, then what is wrong. */
function openQuoted(lines: readonly string[]): string[] {
  const opened = [...lines];
  for (const [index, line] of lines.entries()) {
    const info = fenceLine.exec(line)?.[2] ?? '';
    if (!/^(?:markdown|md)$/i.test(info) || !headingLine.test(lastTold(lines, index))) continue;
    const end = lines.findIndex((other, at) => at > index && fenceLine.test(other));
    const inside = lines.slice(index + 1, end);
    const first = inside.find((each) => each.trim() !== '') ?? '';
    if (end < 0 || inside.some((each) => headingLine.test(each)) || takeLeads(first).severity === null)
      continue;
    opened[index] = '';
    opened[end] = '';
  }
  return opened;
}

/** The last line before an index that says something. */
const lastTold = (lines: readonly string[], index: number): string =>
  lines.slice(Math.max(0, index - 3), index).findLast((line) => line.trim() !== '') ?? '';

const isFenceOf = (open: Fence, mark: string): boolean =>
  mark[0] === open.mark[0] && mark.length >= open.mark.length;

const isTitle = (title: string | undefined): boolean =>
  title !== undefined && topicOf(title)?.isSure === true;
