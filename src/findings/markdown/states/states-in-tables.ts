import type { Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { labelOf } from '../../words/labels.ts';
import { readSeverityPhrase } from '../../words/read-severity.ts';
import { saysOpen, saysSurelySettled } from '../../words/says-settled.ts';
import { isWorkDone, plainName, type State, saysRepaired } from './state.ts';

/** The states of a table with ids or numbers and states. */
export function statesOfTable({ children: [head, ...rows] }: Table): State[] {
  const titles = head?.children.map((cell) => textOf(cell)) ?? [];
  const columns = titles.map((words) => (/^\s*#\s*$/.test(words) ? 'number' : labelOf(words, 'title')));
  const [number, status] = [columns.indexOf('number'), columns.indexOf('status')];
  if (number < 0 || status < 0) return [];
  const states = rows.flatMap(({ children }) => {
    const cells = children.map((cell) => textOf(cell).trim());
    const [name = '', written = ''] = [cells[number], cells[status]];
    if (!/^#?[A-Z]{0,8}[-–_]?\d{1,4}[a-z]?$/i.test(name) || written === '') return [];
    const words = cells.filter((_, index) => index !== number && index !== status).join(' ');
    return [{ name: plainName(name), state: written.replace(/^\P{L}+/u, ''), words }];
  });
  // `Done` is said of the steps of a review too.
  const isOfFindings =
    columns.some((column) => column === 'severity' || column === 'fix') ||
    titles.some((title) => readSeverityPhrase(title).hasNoun) ||
    states.some(({ state }) => saysOpen(state) || (isSettled(state) && !isWorkDone(state)));
  return states.map(({ name, state, words }) => ({
    name,
    isSettled: isSettled(state) && (isOfFindings || !isWorkDone(state)),
    words,
  }));
}

const isSettled = (state: string): boolean =>
  saysSurelySettled(state) &&
  saysRepaired(
    (state.split(/[.,;:(（—–。，]/, 1)[0] ?? '').replace(/ (?:in|by|with|as|since|at|on|via) .*$/, ''),
  );
