import type { PhrasingContent } from 'mdast';
import { formatPlace } from '../../../model/report/wording.ts';
import { code, linkTo, text } from '../mdast.ts';
import type { Place } from './places.ts';
import type { Scope } from './section.ts';

/** A place as code, linked to the lines at the commit; `(merge base)` behind places on the old side. */
export function placeOf(place: Place, { links }: Scope, label = formatPlace(place)): PhrasingContent[] {
  if (place.path === null) return [text(label)];
  const link = linkTo(links.toPlace(place), code(label));
  return place.side === 'old' ? [link, text(' (merge base)')] : [link];
}
