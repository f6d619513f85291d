import type { Sources } from '../model/change/sources.ts';
import type { Finding, Place } from '../model/finding.ts';
import { fenceUntrusted } from './fence.ts';

/** Lines of code shown on each side of a claim's place, and the most of one place; who is asked has the files. */
const around = 12;
const longestExcerpt = 60;
/** Characters of one claim: the rest of a longer one stands in the manifest, and the brief says so. */
const longestClaim = 20_000;
const cut =
  '[The claim goes on: read the rest in manifest.json beside the diff, under the same id, before you answer.]';

/** What is claimed, as data of others: title, place, severity and kind, words and evidence, and never who claims it. */
export function tellClaim(finding: Finding): string {
  const { title, severity, kind, places, anchor, explanation } = finding;
  const place = {
    path: anchor.path ?? places[0]?.path ?? '',
    startLine: anchor.startLine,
    endLine: anchor.endLine,
  };
  const lines = [
    `Claim: ${title}`,
    `Place: ${place.path === '' ? 'none given' : describePlace(place)}${anchor.side === 'old' ? ' (at the merge base)' : ''}`,
    ...(places.length > 1 ? [`Further places: ${places.slice(1, 9).map(describePlace).join(', ')}`] : []),
    `Claimed to be: ${[severity, kind].filter((word) => word !== null).join(', ')}`,
    '',
    explanation,
    ...finding.evidence.flatMap(describeEvidence),
  ];
  const claim = lines.join('\n');
  return fenceUntrusted(
    'claim',
    claim.length > longestClaim ? `${claim.slice(0, longestClaim)}…\n${cut}` : claim,
  );
}

function describePlace({ path, startLine, endLine }: Place): string {
  if (startLine === null) return path;
  return endLine === null || endLine === startLine
    ? `${path}:${startLine}`
    : `${path}:${startLine}-${endLine}`;
}

function describeEvidence(entry: Finding['evidence'][number]): string[] {
  if (entry.kind === 'command' && entry.command !== null)
    return [`Claimed command: ${entry.command}`, ...(entry.output === null ? [] : [entry.output])];
  if (entry.kind === 'citation' && entry.path !== null)
    return [
      `Cited: ${describePlace({ path: entry.path, startLine: entry.line, endLine: null })} ${entry.quote ?? ''}`,
    ];
  return entry.text === null ? [] : [`Noted: ${entry.text}`];
}

/** The code around the place with its line numbers; of deleted code, the merge base's. */
export function tellCode({ anchor, quote }: Finding, sources: Sources): string {
  const { path, startLine, endLine, side } = anchor;
  const lines = path === null ? null : sources.lines(path, side);
  if (lines === null || startLine === null) {
    return quote === null
      ? 'No code is at that place: look for what is meant.'
      : `The claim quotes this, which is not at its place:\n\n${fenceUntrusted('quotation', quote)}`;
  }
  const first = Math.max(1, startLine - around);
  const last = Math.min(lines.length, (endLine ?? startLine) + around, first + longestExcerpt - 1);
  const width = String(last).length;
  const numbered = lines
    .slice(first - 1, last)
    .map((line, index) => `${String(first + index).padStart(width)}  ${line}`);
  return `The code there, with line numbers${side === 'old' ? ' of the merge base' : ''}:\n\n${fenceUntrusted('code', numbered.join('\n'))}`;
}
