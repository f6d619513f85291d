import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Side } from '../../change/change.ts';
import type { Links } from '../links.ts';
import { formatPlace } from '../wording.ts';

/** A place as a permalink, or as code where there is no page for it. */
export function placeLink(
  place: {
    readonly path: string | null;
    readonly startLine: number | null;
    readonly endLine: number | null;
    readonly side: Side;
  },
  links: Links,
): ElementContent[] {
  if (place.path === null) return [h('span', { className: ['soft'] }, 'no place given')];
  const href = links.toPlace(place);
  const code = h('code', formatPlace(place));
  const label: Element = href === null ? code : h('a', { href }, code);
  return place.side === 'old'
    ? [label, ' (merge base)'].map((part) =>
        typeof part === 'string' ? { type: 'text', value: part } : part,
      )
    : [label];
}
