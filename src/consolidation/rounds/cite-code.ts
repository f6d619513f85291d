import { isDistinctive } from '../../change/places/quote.ts';
import type { Anchor } from '../../model/change/anchor.ts';
import type { Change } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { CitedCode } from '../../model/report/report-schema.ts';
import { countIn, fileAtHead, placesElsewhere } from './code-places.ts';

/** Of a longer range, its first lines stand for it. */
const mostLines = 60;
/** Lines kept on either side. */
const around = 3;
/** Lines by which a whole file is known again. */
const mostSamples = 20;

/**
 * The code that an anchor points at, as later rounds look for it; null where it points at no file, or at one that cannot be read.
 * @param everywhere whether copies in other files are counted too, which takes a search through the whole change.
 */
export function citeCode(
  anchor: Anchor,
  { change, sources }: { readonly change: Change; readonly sources: Sources },
  everywhere: boolean,
): CitedCode | null {
  const { path, startLine, endLine, side } = anchor;
  if (path === null) return null;
  const text = sources.lines(path, side);
  if (startLine === null) return wholeFile(side === 'new' ? text : null);
  if (text === null || startLine > text.length) return null;
  const last = Math.min(endLine ?? startLine, startLine + mostLines - 1);
  const cited = {
    before: text.slice(Math.max(0, startLine - 1 - around), startLine - 1),
    lines: text.slice(startLine - 1, last),
    after: text.slice(last, last + around),
    isWhole: false,
    copies: 0,
  };
  return { ...cited, copies: countAtHead(path, cited, { change, sources }, everywhere) };
}

function countAtHead(
  path: string,
  cited: CitedCode,
  { change, sources }: { readonly change: Change; readonly sources: Sources },
  everywhere: boolean,
): number {
  const file = fileAtHead(path, change, sources);
  const here = file === null ? 0 : countIn(file, cited);
  const there = everywhere ? placesElsewhere(file?.path ?? path, cited, change).length : 0;
  return here + there;
}

function wholeFile(text: readonly string[] | null): CitedCode {
  const telling = [...new Set((text ?? []).filter(isDistinctive))];
  const step = Math.max(1, Math.ceil(telling.length / mostSamples));
  return {
    before: [],
    lines: telling.filter((_, index) => index % step === 0),
    after: [],
    isWhole: true,
    copies: 0,
  };
}
