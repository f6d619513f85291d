import type { PhrasingContent } from 'mdast';
import type { Side } from '../../change/change.ts';
import { code, linkTo, text } from '../mdast.ts';
import { formatPlace } from '../wording.ts';
import type { Scope } from './section.ts';

/** A place as code, linked to the lines at the commit; `(merge base)` behind places on the old side. */
export function placeOf(
  place: {
    readonly path: string | null;
    readonly startLine: number | null;
    readonly endLine: number | null;
    readonly side: Side;
  },
  { links }: Scope,
): PhrasingContent[] {
  if (place.path === null) return [text('no place given')];
  const label = linkTo(links.toPlace(place), code(formatPlace(place)));
  return place.side === 'old' ? [label, text(' (merge base)')] : [label];
}
