import type { Table, TableCell } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readLines } from '../place.ts';
import { type Label, labelOf } from '../words/labels.ts';
import { markedSeverity, readSeverity, readSeverityPhrase } from '../words/read-severity.ts';
import { saysNothing } from '../words/says-nothing.ts';
import { saysSettled } from '../words/says-settled.ts';
import { approvalMarks } from '../words/severity-words.ts';
import { complains } from '../words/tone.ts';
import { type Block, sourceOf } from './document/blocks.ts';
import { readPlaces } from './heads/inline-places.ts';
import { takeLeads } from './heads/title.ts';

/** A finding that a row of a table holds. */
export interface TableRow {
  /** Its severity where it says one. */
  readonly finding: Omit<LooseFinding, 'severity'> & { readonly severity: Severity | null };
  readonly isSettled: boolean;
}

type Column = Label | 'other';

/** The findings in a table, one a row; null where its columns are not those of findings. */
export function readTable({ node }: Block, text: string, isExpected: boolean): TableRow[] | null {
  if (node.type !== 'table') return null;
  const columns = columnsOf(node, isExpected);
  const rows = node.children.slice(1);
  const has = (column: Column) => columns.includes(column);
  const hasPlace = has('place') || has('line');
  const isOfFindings =
    has('title') &&
    (hasPlace || has('severity') || (isExpected && (has('fix') || has('number') || has('detail'))));
  const at = columns.indexOf('title');
  const allComplain = at >= 0 && rows.every(({ children }) => isComplaint(wordsOf(children[at])));
  // `| File | Description |` may say what was changed; `| File | Issue |` does not.
  const namesFindings = readSeverityPhrase(wordsOf(node.children[0]?.children[at])).hasNoun;
  const isSure = isExpected || has('severity') || has('line') || has('fix') || namesFindings;
  const isOfChanges = !isSure && !allComplain;
  if (isOfChanges || !(isOfFindings || (isExpected && allComplain))) return null;
  return rows.flatMap((row) => {
    const cells = row.children.map((cell) =>
      sourceOf(cell, text)
        .replace(/^\||\|$/g, '')
        .replaceAll('\\|', '|')
        .trim(),
    );
    return readRow(cells, columns);
  });
}

const wordsOf = (cell: TableCell | undefined): string => (cell === undefined ? '' : textOf(cell));

/** `No known vulnerabilities` has the words of a complaint and is none. */
const isComplaint = (words: string): boolean => complains(words) && !saysNothing(words);

function columnsOf({ children }: Table, isExpected: boolean): Column[] {
  const labels = children[0]?.children.map((cell) => textOf(cell)) ?? [];
  const columns = labels.map((words): Column => {
    if (/^\s*#\s*$/.test(words)) return 'number';
    const parts = words.split(/[/:]/).map((part) => labelOf(part, 'title'));
    return labelOf(words, 'title') ?? parts.find((part) => part !== null) ?? 'other';
  });
  // Beside a level and a place the first of the others says what is wrong, whatever it is called.
  const has = (column: Column) => columns.includes(column);
  const isPlaced = has('place') && has('severity');
  // Among findings so does the longest of a row with a number or a place.
  if (!has('title') && (isPlaced || (isExpected && (has('number') || has('place'))))) {
    const ofWords = columns.flatMap((column, index) =>
      /^(?:explanation|detail|other)$/.test(column) ? [index] : [],
    );
    const at = isPlaced ? ofWords[0] : longestColumn(children.slice(1), ofWords);
    if (at !== undefined) return columns.map((column, index) => (index === at ? 'title' : column));
  }
  // Of several columns of words the first says what is wrong.
  return columns.map((column, index) =>
    column === 'title' && columns.indexOf('title') !== index ? 'explanation' : column,
  );
}

/** The column whose cells hold the most words, where these are more than names. */
function longestColumn(rows: Table['children'], columns: readonly number[]): number | undefined {
  const lengthOf = (column: number) =>
    rows.reduce((sum, { children }) => sum + wordsOf(children[column]).length, 0) / Math.max(1, rows.length);
  const longest = columns.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0];
  return longest !== undefined && lengthOf(longest) >= 16 ? longest : undefined;
}

function readRow(cells: readonly string[], columns: readonly Column[]): TableRow[] {
  const of = (column: Column) => cells.filter((_, index) => columns[index] === column && cells[index] !== '');
  const [written = ''] = of('title');
  const leads = takeLeads(written.replace(/^\*\*(.*)\*\*$/s, '$1'));
  const title = leads.left || written;
  if (!/\p{L}/u.test(title)) return [];
  const severities = of('severity').map(
    (cell) => readSeverity(cell.replace(/[*`]/g, '')) ?? markedSeverity(cell),
  );
  const severity = severities.find((each) => each !== null) ?? leads.severity ?? leads.marked ?? null;
  const places = placesOfCells(of('place'), of('line'));
  const inWords = places.length > 0 ? places : readPlaces(cells.join(' '));
  const explanation = [title, ...of('explanation'), ...of('detail'), ...of('evidence'), ...of('other')].join(
    '\n\n',
  );
  const statuses = of('status');
  return [
    {
      finding: {
        id: of('number')[0] ?? null,
        severity,
        kind: null,
        title: title.length <= 200 ? title : `${title.slice(0, 199)}…`,
        path: inWords[0]?.path ?? null,
        startLine: inWords[0]?.startLine ?? null,
        endLine: inWords[0]?.endLine ?? null,
        places: inWords,
        quote: null,
        explanation,
        evidence: [],
        fix: of('fix').join('\n\n') || null,
        patch: null,
      },
      isSettled:
        statuses.some(saysSettled) ||
        (approvalMarks.test(written) && !statuses.length) ||
        /^~~.*~~$/s.test(written),
    },
  ];
}

function placesOfCells(files: readonly string[], lines: readonly string[]) {
  const written = files.flatMap((cell) => {
    const places = readPlaces(cell);
    const bare = /^[*_`]*([^\s*_`,;()]+)[*_`]*/.exec(cell)?.[1];
    if (places.length > 0 || bare === undefined || !/[./]/.test(bare)) return places;
    return [{ path: bare, startLine: null, endLine: null }];
  });
  const [first] = written;
  const ranges = readLines((lines[0] ?? '').replace(/[*`~]/g, '').replaceAll('/', ','));
  if (first === undefined || first.startLine !== null || ranges.length === 0) return written;
  return [...ranges.map((range) => ({ path: first.path, ...range })), ...written.slice(1)];
}
