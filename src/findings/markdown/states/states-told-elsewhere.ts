import { toString as textOf } from 'mdast-util-to-string';
import { sharedWords } from '../../restates.ts';
import type { Block } from '../document/blocks.ts';
import { blocksOf, isSection, type Section } from '../document/section.ts';
import { takeLeads } from '../heads/title.ts';
import { plainName, type State } from './state.ts';
import { statesOfTable } from './states-in-tables.ts';
import { isOfOtherStates, statesOfWords } from './states-in-words.ts';

/** What an answer says about the state of its findings away from them: in a table of states, or in a sentence with their ids. */
export interface StatesToldElsewhere {
  /** Whether a finding with this id or number, and these words, is said to be dealt with, and nowhere to be open. */
  isSettled(name: string, words: string): boolean;
}

/** No review tells the state of a finding more often. */
const mostStates = 20;

/** Reads the states that an answer tells of away from its findings; what may be meant otherwise settles nothing. */
export function readStates(root: Section): StatesToldElsewhere {
  const byName = new Map<string, State[]>();
  for (const state of statesIn(root)) {
    const told = byName.get(state.name);
    if (told === undefined) byName.set(state.name, [state]);
    else told.push(state);
  }
  const isOwn = namesOneFinding(root);
  return {
    isSettled(name, words) {
      const told = byName.get(plainName(name)) ?? [];
      if (told.length === 0 || told.length > mostStates) return false;
      return told.every((state) => state.isSettled && isAbout(state, name, words)) && isOwn(name);
    },
  };
}

/** An id needs one word beside it, a number many: it counts other things too. */
function isAbout(state: State, name: string, words: string): boolean {
  const hasLetters = /\p{L}/u.test(name);
  if (state.words === '') return hasLetters;
  return hasLetters ? sharedWords(words, state.words) > 0 : sharedWords(state.words, words) >= 0.4;
}

function statesIn(section: Section, isOther = false): State[] {
  const isOfOthers = isOther || isOfOtherStates(section.title);
  return section.parts.flatMap((part, index) => {
    if (isSection(part)) return statesIn(part, isOfOthers);
    const lead = section.parts[index - 1];
    const above = lead === undefined || isSection(lead) ? '' : lead.source.slice(-300);
    const told = part.node.type === 'table' ? statesOfTable(part.node) : statesOfWords(part, above);
    return isOfOthers ? told.filter(({ isSettled }) => !isSettled) : told;
  });
}

/** Numbers that begin again below each level name no finding, and neither does an id that heads two of them. */
function namesOneFinding(root: Section): (name: string) => boolean {
  const titles = new Map<string, string[]>();
  const numbers: string[] = [];
  for (const block of blocksOf(root)) {
    const { id, number, left } = leadsOf(block);
    if (number !== null) numbers.push(number);
    if (id === null) continue;
    const others = titles.get(plainName(id));
    if (others === undefined) titles.set(plainName(id), [left]);
    else others.push(left);
  }
  const isRunning = new Set(numbers).size === numbers.length;
  return (name) => {
    if (!/\p{L}/u.test(name)) return isRunning;
    const [first = '', ...others] = (titles.get(plainName(name)) ?? []).slice(0, mostStates);
    return others.every((other) => sharedWords(first, other) >= 0.3 || sharedWords(other, first) >= 0.3);
  };
}

const nothing = { id: null, number: null, left: '' };
function leadsOf({ node, source }: Block): { id: string | null; number: string | null; left: string } {
  if (node.type === 'heading') return takeLeads(textOf(node), true);
  return node.type === 'paragraph' && source.startsWith('**') ? takeLeads(source.slice(2, 200)) : nothing;
}
