import type { Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { sharedWords } from '../restates.ts';
import { labelOf } from '../words/labels.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysOpen, saysSurelySettled } from '../words/says-settled.ts';
import type { Block } from './document/blocks.ts';
import { blocksOf, type Section, sectionsIn } from './document/section.ts';
import { takeLeads } from './heads/title.ts';

/** What an answer says about the state of its findings away from them: in a table of states, or in a sentence with their ids. */
export interface StatesToldElsewhere {
  /** Whether a finding with this id or number, and these words, is said to be dealt with, and nowhere to be open. */
  isSettled(name: string, words: string): boolean;
}

interface State {
  readonly name: string;
  readonly isSettled: boolean;
  /** What is said beside it about its finding; empty where nothing is. */
  readonly words: string;
}

const id = String.raw`(?:#\d{1,3}|[A-Z]{1,8}[-–_]?\d{1,4}[a-z]?)`;
const ids = String.raw`${id}(?:\s*(?:[,&/、]|and|und|et|y|e|и|和|through|to|bis|[-–—])+\s*${id})*`;
const settledBehind = new RegExp(
  String.raw`^(?:[\p{L} ]{1,40}[:：]\s*)?(?<ids>${ids})(?:,? (?:and|und|et|y) [^.,;:]{1,60}?)? (?:have|has|are|were|is|was) (?<state>(?:all |now |already )?(?:been )?\p{L}+)(?: (?:in|by|with|on|since|at|via)\b.*)?\.?$`,
  'u',
);
const settledBeside = [
  new RegExp(String.raw`^(?<state>[\p{L} ]{2,40})(?:\s*\([^()]*\))?\s*[:：—–-]+\s*(?<ids>${ids})\.?$`, 'u'),
  new RegExp(String.raw`^(?<ids>${ids})\s*[:：—–-]+\s*(?<state>[\p{L} ]{2,40})\.?$`, 'u'),
];

/** No review tells the state of a finding more often. */
const mostStates = 20;

/** Reads the states that an answer tells of away from its findings. */
export function readStates(root: Section): StatesToldElsewhere {
  const states = blocksOf(root).flatMap((block) =>
    block.node.type === 'table' ? statesOfTable(block.node) : statesOfWords(block),
  );
  const byName = new Map<string, State[]>();
  for (const state of states) {
    const told = byName.get(state.name);
    if (told === undefined) byName.set(state.name, [state]);
    else told.push(state);
  }
  const isOwn = countedOnce(root);
  return {
    isSettled(name, words) {
      const told = byName.get(plainName(name)) ?? [];
      if (told.length > mostStates) return false;
      const isAboutIt = told.every(
        (state) => (state.words === '' && /\p{L}/u.test(name)) || sharedWords(words, state.words) > 0,
      );
      return told.length > 0 && isAboutIt && isOwn(name) && told.every((state) => state.isSettled);
    },
  };
}

const plainName = (name: string): string => name.toUpperCase().replace(/[-–_#\s]/g, '');

/** Numbers that begin again below each level name no finding. */
function countedOnce(root: Section): (name: string) => boolean {
  const numbers = sectionsIn(root).flatMap(({ heading, title }) =>
    heading?.node.type === 'heading' ? (takeLeads(title, true).number ?? []) : [],
  );
  const isRunning = new Set(numbers).size === numbers.length;
  return (name) => isRunning || /\p{L}/u.test(name);
}

function statesOfTable({ children: [head, ...rows] }: Table): State[] {
  const columns = head?.children.map((cell) =>
    /^\s*#\s*$/.test(textOf(cell)) ? 'number' : labelOf(textOf(cell), 'title'),
  );
  const [number, status] = [columns?.indexOf('number') ?? -1, columns?.indexOf('status') ?? -1];
  if (number < 0 || status < 0) return [];
  return rows.flatMap(({ children }) => {
    const cells = children.map((cell) => textOf(cell).trim());
    const [name = '', state = ''] = [cells[number], cells[status]];
    if (!/^#?[A-Z]{0,8}[-–_]?\d{1,4}[a-z]?$/i.test(name) || state === '') return [];
    const words = cells.filter((_, index) => index !== number && index !== status).join(' ');
    return [{ name: plainName(name), isSettled: saysSurelySettled(withoutMark(state)), words }];
  });
}

const withoutMark = (state: string): string => state.replace(/^\P{L}+/u, '');

function statesOfWords({ node, source }: Block): State[] {
  if (node.type !== 'paragraph' && node.type !== 'list') return [];
  return source
    .slice(0, 20_000)
    .replace(/[*`~]/g, '')
    .split(/(?<=[.;!?。；])\s+|\n/)
    .filter((sentence) => sentence.length <= 300)
    .flatMap((sentence) => statesOfSentence(sentence.replace(/^[\s>+-]+/, '').trim()));
}

function statesOfSentence(sentence: string): State[] {
  const { ids: named = '', state = '' } =
    [settledBehind, ...settledBeside].map((form) => form.exec(sentence)?.groups).find(Boolean) ?? {};
  const { isSettled, isPure, isNone } = readSeverityPhrase(
    state.replace(/^(?:(?:all|now|already|been) )+/, '').replace(/ (?:in|by|with|on|since|at|via) .*$/, ''),
  );
  if (!isSettled || !isPure || isNone || saysOpen(sentence)) return [];
  return namesIn(named).map((name) => ({ name, isSettled: true, words: '' }));
}

/** The ids of a list, with those between the ends of a range: `C1, H2–H4`. */
function namesIn(list: string): string[] {
  return list.split(/\s*(?:[,&/、]|\b(?:and|und|et|y|e)\b|и|和)\s*/).flatMap((part) => {
    const [, letters = '', first = '', last = first] =
      /^(#|[A-Z]{1,8}[-–_]?)(\d{1,4})[a-z]?(?:\s*(?:[-–—]|through|to|bis)\s*(?:#|[A-Z]{1,8}[-–_]?)?(\d{1,4}))?/.exec(
        part,
      ) ?? [];
    const count = Number(last) - Number(first);
    if (first === '' || count < 0 || count > 100) return [];
    return Array.from({ length: count + 1 }, (_, at) => plainName(`${letters}${Number(first) + at}`));
  });
}
