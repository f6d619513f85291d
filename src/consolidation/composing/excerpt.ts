import type { Anchor } from '../../model/change/anchor.ts';
import type { Sources } from '../../model/change/sources.ts';
import { languageOf } from '../../model/report/language.ts';
import type { Excerpt } from '../../model/report/report-schema.ts';

/** Lines of code shown around a place. */
const around = 2;
/** Longer ranges are shown from their first line on; the permalink has the rest. */
const longest = 40;

/** The code at an anchor with a little around it, read from the sources; null where it has no lines or they are not there. */
export function excerptAt(anchor: Anchor, sources: Sources, context = around): Excerpt | null {
  const { path, startLine, endLine, side } = anchor;
  if (path === null || startLine === null) return null;
  const lines = sources.lines(path, side);
  if (lines === null || startLine > lines.length) return null;
  const last = Math.min(endLine ?? startLine, startLine + longest - 1);
  const first = Math.max(1, startLine - context);
  return {
    language: languageOf(path),
    startLine: first,
    text: lines.slice(first - 1, last + context).join('\n'),
  };
}
