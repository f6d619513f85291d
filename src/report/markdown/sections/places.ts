import type { PhrasingContent } from 'mdast';
import type { Excerpt, ReportFinding } from '../../../model/report/report-schema.ts';
import { formatPlace } from '../../../model/report/wording.ts';
import { code, linkTo, text } from '../mdast.ts';
import type { Scope } from './section.ts';

/** A place of a finding: its own anchor or another that it names. */
export type Place = Pick<ReportFinding['anchor'], 'path' | 'startLine' | 'endLine' | 'side'>;

/** More excerpts are behind their links. */
const mostExcerpts = 3;

/** Every place of a finding with what it is called; only the lines where the file is that of the place before. */
export function labelledPlaces(finding: ReportFinding): { readonly place: Place; readonly label: string }[] {
  const places: Place[] = [finding.anchor, ...finding.otherPlaces];
  return places.map((place, index) => {
    const label = formatPlace(place);
    const before = places[index - 1];
    const isSameFile = before?.path === place.path && before.side === place.side && place.startLine !== null;
    return { place, label: isSameFile ? label.slice(place.path?.length) : label };
  });
}

/** A range of this many lines more than the main place's shows better what a claim is about. */
const muchLonger = 5;

/** The first excerpts of a finding that show anything, without blank lines around them; a far longer range than the main place's first. */
export function excerptsOf(finding: ReportFinding): { readonly place: Place; readonly excerpt: Excerpt }[] {
  const shown = [{ ...finding.anchor, excerpt: finding.excerpt }, ...finding.otherPlaces].flatMap(
    ({ excerpt, ...place }) => {
      const trimmed = excerpt && withoutBlankEdges(excerpt);
      return trimmed ? [{ place, excerpt: trimmed }] : [];
    },
  );
  const [main] = shown;
  const longest = shown.toSorted((a, b) => lengthOf(b.place) - lengthOf(a.place))[0];
  const isBetter = main && longest && lengthOf(longest.place) >= lengthOf(main.place) + muchLonger;
  return (isBetter ? [longest, ...shown.filter((one) => one !== longest)] : shown).slice(0, mostExcerpts);
}

const lengthOf = ({ startLine, endLine }: Place): number =>
  startLine === null ? 0 : (endLine ?? startLine) - startLine + 1;

function withoutBlankEdges(excerpt: Excerpt): Excerpt | null {
  if (hasFullEdges(excerpt.text)) return excerpt;
  const lines = excerpt.text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return null;
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return { ...excerpt, startLine: excerpt.startLine + first, text: lines.slice(first, last + 1).join('\n') };
}

/** Whether neither the first line nor the last is blank, as of nearly every excerpt; taking it apart takes many times as long. */
const hasFullEdges = (text: string): boolean =>
  /^[^\S\n]*\S/.test(text) && text.slice(text.lastIndexOf('\n') + 1).trim() !== '';

/** A place as code, linked to the lines at the commit; `(merge base)` behind places on the old side. */
export function placeOf(place: Place, { links }: Scope, label = formatPlace(place)): PhrasingContent[] {
  if (place.path === null) return [text(label)];
  const link = linkTo(links.toPlace(place), code(label));
  return place.side === 'old' ? [link, text(' (merge base)')] : [link];
}
