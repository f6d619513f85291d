import { findContradiction, type ProseFacts } from './find-contradiction.ts';

/** A sentence that was left out, and why. */
export interface DroppedSentence {
  readonly sentence: string;
  readonly because: string;
}

/** Longer prose than this is no summary of anything; the rest is not looked at. */
const longest = 20_000;

/**
 * Prose without the sentences that contradict the facts; null when nothing is left.
 * @param about the agent that the prose is about, where it is about one.
 */
export function checkProse(
  prose: string | null,
  facts: ProseFacts,
  about: string | null = null,
): { readonly text: string | null; readonly dropped: DroppedSentence[] } {
  const dropped: DroppedSentence[] = [];
  const keep = (sentence: string): boolean => {
    const because = findContradiction(sentence, facts, about);
    if (because !== null) dropped.push({ sentence, because });
    return because === null;
  };
  const paragraphs = (prose ?? '')
    .slice(0, longest)
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => sentencesOf(paragraph).filter(keep).join(' '));
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  return { text: text === '' ? null : text, dropped };
}

const sentencesOf = (paragraph: string): string[] =>
  paragraph.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim() !== '');
