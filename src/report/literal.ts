import type { PhrasingContent } from 'mdast';
import type { Links } from './links.ts';
import { code, linkTo, text } from './mdast.ts';

/**
 * What GitHub acts on in plain text: addresses, e-mail, mentions, issue and commit references, emoji short codes and
 * dollar mathematics. It leaves code alone (docs.github.com, "Autolinked references and URLs"), so that is how they are set.
 */
const active =
  /(?<address>(?:https?:\/\/|www\.)[^\s<>"'`]+)|(?<acted>[\w.+-]*@[\w.-]*\w(?:\/[\w.-]*\w)?|(?:[\w.-]+\/[\w.-]+)?#\d+|\bGH-\d+|:[\w+-]+:|[^\s`()[\]{},;"']*\$[^\s`,;"']*)/giu;
const trailing = /[.,;:!?)\]}*_~]+$/;

/** Plain text from outside as phrases in which nothing pings, links, renders or computes by accident. */
export function literal(value: string, links: Links): PhrasingContent[] {
  const phrases: PhrasingContent[] = [];
  let done = 0;
  for (const match of value.matchAll(active)) {
    const found = match[0].replace(trailing, '');
    if (found === '') continue;
    if (match.index > done) phrases.push(text(value.slice(done, match.index)));
    phrases.push(match.groups?.address && links.isKnown(found) ? linkTo(found, text(found)) : code(found));
    done = match.index + found.length;
  }
  if (done < value.length) phrases.push(text(value.slice(done)));
  return phrases;
}
