import { stripVTControlCharacters, styleText } from 'node:util';

/** Colours a text, or leaves it alone where the terminal has no colours. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** A {@link Paint} for a terminal with or without colours. */
export const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;

/** ASCII and our own signs, one column each. */
const narrow = /^[ -~·—…−→●○✓✗▸]*$/;

let tables: typeof import('./text-tables.ts') | null = null;
let areWanted = false;

/** Loads what tells widths of text that is not narrow: building it takes longer than printing a report. */
export async function loadTextTables(): Promise<void> {
  tables ??= await import('./text-tables.ts');
}

/** Draws what is made of the texts below; where one of them asks for tables that are not loaded yet, once more with them. */
export async function drawMeasured<T>(draw: () => T): Promise<T> {
  areWanted = false;
  const drawn = draw();
  if (!areWanted) return drawn;
  await loadTextTables();
  return draw();
}

/** Columns that a text takes. Without tables, what is not narrow is taken for wide. */
export function columnsOf(text: string): number {
  const bare = stripVTControlCharacters(text);
  if (narrow.test(bare)) return bare.length;
  areWanted ||= tables === null;
  return tables?.stringWidth(text) ?? bare.length * 2;
}

/** One line of text on at most so many columns, cut with an ellipsis; wide characters count twice. */
export function fitWidth(text: string, columns: number): string {
  // A character is at most a handful of code units; the rest cannot be seen anyway.
  const line = text
    .slice(0, columns * 16)
    .replace(/\s+/g, ' ')
    .trim();
  if (columnsOf(line) <= columns && line.length < columns * 16) return line;
  let shown = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (columnsOf(shown + segment) > columns - 1) break;
    shown += segment;
  }
  return `${shown.trimEnd()}…`;
}

/** Text wrapped to columns and indented, first line by `first`. */
export function wrapText(text: string, columns: number, indent = '', first = indent): string[] {
  const room = Math.max(10, columns - columnsOf(indent));
  const bare = stripVTControlCharacters(text);
  if (bare.length <= room && bare === bare.trim() && narrow.test(bare)) return [first + text];
  areWanted ||= tables === null;
  return (tables?.wrapAnsi(text, room, { hard: true }) ?? text)
    .split('\n')
    .map((line, index) => `${index === 0 ? first : indent}${line}`);
}

/** Text filled with spaces to columns. */
export const padColumns = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
