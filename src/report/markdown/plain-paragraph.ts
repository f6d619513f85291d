import type { Paragraph, PhrasingContent } from 'mdast';

/** Text in which nothing could need an escape, wherever it stands. */
const harmless = /^(?:[A-Za-z0-9 ,;'"’·—–−…%]|(?<=\w)-(?=\w)|(?<=[A-Za-z]\d*)[.:](?= |$))*$/;

/** Whether a text is written as it is. */
export const isHarmless = (value: string): boolean => harmless.test(value);

/** Code that one grave accent encloses, in a table too. */
const plainCode = /^[^`|\s](?:[^`|\r\n]*[^`|\s])?$/;
/** An address that stands between round brackets as it is. */
const plainAddress = /^https?:\/\/[\w./#%?=~-]+$/;

/**
 * A paragraph of harmless text, code, strong words and linked code as Markdown; null for every other. Most are like that, and the
 * stringifier spends most of its time on finding out that nothing in them needs care.
 */
export function writePlainParagraph({ children }: Paragraph): string | null {
  const written = writePhrases(children);
  return written === null || written === '' || written !== written.trim() ? null : written;
}

function writePhrases(phrases: readonly PhrasingContent[]): string | null {
  let written = '';
  for (const [index, phrase] of phrases.entries()) {
    const piece = writePhrase(phrase, index > 0);
    if (piece === null) return null;
    // Stars that stand between punctuation and a word would not open or close.
    if (phrase.type === 'strong' && !(isApart(written, -1) && isApartBefore(phrases[index + 1]))) return null;
    written += piece;
  }
  return written;
}

/** What encloses code, and what stands behind it; where a line begins, it could mean a list. */
const aroundCode = /^\)?:?(?= |$)| \($/g;

function writePhrase(phrase: PhrasingContent, isBehind = false): string | null {
  if (phrase.type === 'text') {
    const words = isBehind ? phrase.value.replace(aroundCode, '') : phrase.value.replace(/ \($/, '');
    return isHarmless(words) ? phrase.value : null;
  }
  if (phrase.type === 'inlineCode') return plainCode.test(phrase.value) ? `\`${phrase.value}\`` : null;
  if (phrase.type === 'strong') {
    const isNested = phrase.children.some(({ type }) => type === 'strong');
    const words = isNested ? null : writePhrases(phrase.children);
    return words === null || words === '' || words !== words.trim() ? null : `**${words}**`;
  }
  if (phrase.type !== 'link' || phrase.title || !plainAddress.test(phrase.url)) return null;
  const [label, ...others] = phrase.children;
  if (label?.type !== 'inlineCode' || others.length > 0 || label.value.includes(']')) return null;
  const code = writePhrase(label);
  return code && `[${code}](${phrase.url})`;
}

const isApart = (text: string, at: -1 | 0): boolean => text === '' || text.at(at) === ' ';

const isApartBefore = (next: PhrasingContent | undefined): boolean =>
  next === undefined || (next.type === 'text' && isApart(next.value, 0));
