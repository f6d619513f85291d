import type { Element } from 'hast';
import type { Excerpt } from '../../../model/report/report-schema.ts';
import { formatPlace } from '../../../model/report/wording.ts';
import type { Place } from '../../markdown/sections/places.ts';
import { clipExcerpt } from '../../summary/clip.ts';
import { h } from '../page/element.ts';
import { highlightLines } from './highlight.ts';

/** Code with line numbers and the signs of the change; the lines that a finding is about are marked. */
export function excerptBlock(excerpt: Excerpt, place: Place): Element {
  const first = place.startLine ?? Number.POSITIVE_INFINITY;
  const last = place.endLine ?? first;
  const lines = highlightLines(clipExcerpt(excerpt, 80), excerpt.language).map((content, index) => {
    const number = excerpt.startLine + index;
    const isMarked = number >= first && number <= last;
    const isChanged = excerpt.changed.includes(number);
    const sign = isChanged ? (place.side === 'old' ? '−' : '+') : null;
    return h(
      'span',
      { className: isMarked ? ['line', 'marked'] : ['line'], dataLine: String(number), dataSign: sign },
      content,
      '\n',
    );
  });
  return h(
    'pre',
    { className: ['excerpt'], tabIndex: 0, role: 'group', ariaLabel: `Code: ${formatPlace(place)}` },
    [h('code', lines)],
  );
}
