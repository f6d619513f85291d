import type { Excerpt, ReportFinding } from '../../../model/report/report-schema.ts';
import { formatPlace } from '../../../model/report/wording.ts';

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

/** The first excerpts of a finding that show anything, without blank lines around them. */
export function excerptsOf(finding: ReportFinding): { readonly place: Place; readonly excerpt: Excerpt }[] {
  return [{ ...finding.anchor, excerpt: finding.excerpt }, ...finding.otherPlaces]
    .flatMap(({ excerpt, ...place }) => {
      const trimmed = excerpt && withoutBlankEdges(excerpt);
      return trimmed ? [{ place, excerpt: trimmed }] : [];
    })
    .slice(0, mostExcerpts);
}

function withoutBlankEdges(excerpt: Excerpt): Excerpt | null {
  const lines = excerpt.text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return null;
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return { ...excerpt, startLine: excerpt.startLine + first, text: lines.slice(first, last + 1).join('\n') };
}
