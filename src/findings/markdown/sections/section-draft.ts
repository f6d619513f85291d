import { toString as textOf } from 'mdast-util-to-string';
import { headingWords } from '../../words/trim-end.ts';
import type { Draft } from '../assemble-finding.ts';
import { readBody } from '../bodies/read-body.ts';
import type { Block } from '../document/blocks.ts';
import { blocksOf, type Section } from '../document/section.ts';
import { type FindingHead, readHead, shortenTitle } from '../heads/finding-head.ts';
import { isOnlyPlaces, readPlaces } from '../heads/inline-places.ts';
import { isComment, isRecord, wordsOfRecord } from './finding-section.ts';

/** Behind a file in a heading, its lines: `src/queue.ts (40-44)`. */
const linesBehind = /^(\S+)\s*[(（[](\d+(?:\s*[-–]\s*\d+)?)[)）\]]\s*$/;

/** The head of a heading that is nothing but the place of a comment is the first sentence of that comment. */
function titled(head: FindingHead, section: Section, explanation: string): FindingHead {
  const title = headingWords(section.heading?.source ?? '').replace(linesBehind, '$1:$2');
  const words = explanation.replace(/\s+/g, ' ').trim();
  if (words === '' || !isComment(section) || !isOnlyPlaces(title)) return head;
  return { ...head, ...shortenTitle(words, '', false), words: '', places: readPlaces(title) };
}

/** A heading with everything below it. */
export function draftOf(section: Section, text: string): Draft {
  const heading = section.heading as Block;
  const head = readHead(heading) as FindingHead;
  const body = readBody(blocksOf(section), text);
  const title = isRecord(section, text) ? wordsOfRecord(section).replace(/\*\*/g, '') : '';
  if (title !== '') return { head: { ...head, ...shortenTitle(title, '', false) }, body, source: title };
  return { head: titled(head, section, body.explanation), body, source: textOf(heading.node) };
}
