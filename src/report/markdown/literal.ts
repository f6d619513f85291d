import type { PhrasingContent } from 'mdast';
import { clipText } from '../summary/clip.ts';
import type { Links } from './links.ts';
import { code, linkTo, text } from './mdast.ts';

/** Words that could hold anything of what follows. */
const suspicious = /[@#$:]|www\.|GH-/i;
const address = /https?:\/\/|www\./i;
/**
 * What GitHub acts on in plain text: addresses, mentions and e-mail, issue references, emoji short codes and dollar
 * mathematics. It leaves code alone (docs.github.com, "Autolinked references and URLs"), so that is how such words are set.
 */
const active = /https?:\/\/|www\.|@\w|#\d|^GH-\d|:[\w+-]+:|\$/i;

const opening = /^[([{<"'*_~]+/;
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** Longer text is cut; the whole of it is in report.json. */
const longest = 30_000;

/** Plain text from outside as phrases in which nothing pings, links, renders or computes by accident. */
export function literal(written: string, links: Links): PhrasingContent[] {
  const value = clipText(written, longest);
  if (!suspicious.test(value)) return value === '' ? [] : [text(value)];
  const phrases: PhrasingContent[] = [];
  let done = 0;
  for (const { 0: found, index } of value.matchAll(/\S+/g)) {
    if (!suspicious.test(found)) continue;
    const front = opening.exec(found)?.[0].length ?? 0;
    const word = withoutPunctuation(found.slice(front));
    if (!active.test(word)) continue;
    if (index + front > done) phrases.push(text(value.slice(done, index + front)));
    phrases.push(address.test(word) && links.isKnown(word) ? linkTo(word, text(word)) : code(word));
    done = index + front + word.length;
  }
  if (done < value.length) phrases.push(text(value.slice(done)));
  return phrases;
}

/** A word without the punctuation behind it; a closing bracket stays where the word itself opens it. */
function withoutPunctuation(word: string): string {
  let end = word.length;
  while (end > 0) {
    const last = word.charAt(end - 1);
    const opener = closers[last];
    const isOwn = opener !== undefined && word.lastIndexOf(opener, end - 1) > word.lastIndexOf(last, end - 2);
    const isPunctuation =
      opener !== undefined ||
      /[.,;!?"'*_~]/.test(last) ||
      (last === ':' && !/:[\w+-]+:$/.test(word.slice(0, end)));
    if (!isPunctuation || isOwn) break;
    end--;
  }
  return word.slice(0, end);
}
