import type { AlignType, Table, TableCell, TableRow } from 'mdast';
import type { Handle, Info, State } from 'mdast-util-to-markdown';
import { writePlainParagraph } from './plain-paragraph.ts';

/**
 * Writes a table, its columns not aligned. Most cells are plain, and need none of the care that the stringifier takes, which counts in a
 * ledger of thousands of rows.
 */
export const writeTable: Handle = (node: Table, _, state, info) => {
  const exit = state.enter('table');
  const [head = [], ...rows] = node.children.map((row) => cellsOf(row, state, info));
  exit();
  const align = node.align ?? [];
  const columns = align.length || Math.max(head.length, ...rows.map(({ length }) => length));
  while (head.length < columns) head.push('');
  return [head, head.map((_, column) => delimiterOf(align[column])), ...rows].map(writeRow).join('\n');
};

function cellsOf({ children }: TableRow, state: State, info: Info): string[] {
  const exit = state.enter('tableRow');
  const cells = children.map((cell) => writePlainParagraph(cell) ?? writeCell(cell, state, info));
  exit();
  return cells;
}

function writeCell(cell: TableCell, state: State, info: Info): string {
  const exitCell = state.enter('tableCell');
  const exitPhrasing = state.enter('phrasing');
  const written = state.containerPhrasing(cell, { ...info, before: '|', after: '|' });
  exitPhrasing();
  exitCell();
  return written;
}

const delimiterOf = (align: AlignType | undefined): string =>
  `${align === 'left' || align === 'center' ? ':' : ''}-${align === 'right' || align === 'center' ? ':' : ''}`;

const writeRow = (cells: readonly string[]): string =>
  cells.length === 0 ? '| |' : `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;
