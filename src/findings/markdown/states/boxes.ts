import { saysDone } from '../../words/says-settled.ts';
import { type Block, openList } from '../document/blocks.ts';
import { holdsFindings, isSection, type Section, sectionsIn } from '../document/section.ts';

/** Whether a box among findings is not ticked: then a ticked one says that its finding is dealt with, else it may say what was found. */
export const hasOpenBoxes = (root: Section, text: string): boolean =>
  sectionsIn(root).some(
    ({ topic, title, parts }) =>
      (topic === null || holdsFindings(topic) || topic.topic === 'suspected') &&
      (openBox.test(title) ||
        parts.some((part) => {
          if (isSection(part)) return false;
          if (part.node.type === 'list') return openList(part, text).some(({ checked }) => checked === false);
          return part.node.type === 'paragraph' && openBox.test(part.source);
        })),
  );

const openBox = /^\P{L}{0,8}(?:[A-Z]{1,8}-?\d{1,4}\W{1,4})?\[ \]/u;

/**
 * Whether ticked boxes may mark what was found: no box is open, and no heading, sentence or item says that something is dealt with or
 * has passed a check.
 */
export const ticksMayMarkFindings = (root: Section, text: string): boolean =>
  sectionsIn(root).every(
    ({ title, parts }) =>
      !tellsDone(title, true) &&
      parts.every((part) => {
        if (isSection(part) || part.node.type === 'code') return true;
        const items = openList(part, text);
        return items.every((item) => item.checked !== false && !isToldDone(item));
      }),
  );

const isToldDone = ({ source, checked, marker }: Block): boolean =>
  (checked === true && saysDone(source.split('\n', 1)[0] ?? '')) || tellsDone(source, marker !== null);

/** Behind a word such as `fixed` the sentence ends, or says in which commit; `resolved against the root` says what code does. */
const end = String.raw`(?=\s*(?:$|[.,;:!?)\]*_|—–✅-]|(?:in|by|with|since|as of|via) (?:(?:the|this|our) )?(?:last|latest|same|previous|commit|PR|pull request|#\d|[0-9a-f]{7,40}\b|v?\d)))`;
const doneWords = 'fixed|resolved|addressed|done';
const done = new RegExp(String.raw`^\W*(?:${doneWords})\b|\b(?:${doneWords})${end}`, 'iu');
/** In a sentence these may be said of tests, or of the findings themselves. */
const passedCheck = new RegExp(String.raw`^\W*(?:passed|verified)\b|\b(?:passed|verified)${end}`, 'iu');
const asksOrDenies =
  /\b(?:must|should|shall|needs?|to be|can be|could be|not|never|cannot|nothing|none|until|once|unless|if|when|before|after)\b|n['’]t\b/i;

function tellsDone(words: string, isPoint: boolean): boolean {
  return words
    .slice(0, 20_000)
    .split(/\n|(?<=[.;!?])\s+/)
    .some(
      (sentence) =>
        (done.test(sentence) || (isPoint && passedCheck.test(sentence))) && !asksOrDenies.test(sentence),
    );
}
