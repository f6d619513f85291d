import type { BlockContent } from 'mdast';
import type { ReportEvidence, ReportFinding } from '../../../model/report/report-schema.ts';
import { agentTitle } from '../../../model/report/wording.ts';
import { clipLines } from '../../summary/clip.ts';
import { literal } from '../literal.ts';
import { code, codeBlock, list, type Phrase, paragraph } from '../mdast.ts';
import { readProse } from '../prose.ts';
import { placeOf } from './places.ts';
import type { Scope } from './section.ts';

/** A quote up to this length stands in the line. */
const longestInline = 90;

/** Evidence as a list: citations say whether code found the quote, commands who claims to have run them. */
export function evidenceList(evidence: readonly ReportEvidence[], scope: Scope): BlockContent[] {
  if (evidence.length === 0) return [];
  return [list(evidence.map((entry) => evidenceEntry(entry, scope)))];
}

/** What a ruling shows beyond what its finding shows already: the same is shown once. */
export function furtherEvidence({ evidence, ruling }: ReportFinding): ReportEvidence[] {
  const shown = new Set(evidence.map(keyOf));
  return ruling.evidence.filter((entry) => !shown.has(keyOf(entry)));
}

/** Said where {@link furtherEvidence} leaves something out. */
export const shownAbove = 'It cites what is shown above.';

const keyOf = (entry: ReportEvidence): string =>
  JSON.stringify(entry.kind === 'citation' ? { ...entry, quote: entry.quote?.trim() } : entry);

function evidenceEntry(entry: ReportEvidence, scope: Scope): BlockContent[] {
  switch (entry.kind) {
    case 'citation': {
      const place = placeOf(
        { path: entry.path, startLine: entry.line, endLine: null, side: entry.side },
        scope,
      );
      const checked = entry.checked ? ' ✓ found there' : ' — not found there';
      const isShort =
        entry.quote !== null && entry.quote.length <= longestInline && !entry.quote.includes('\n');
      return [
        paragraph(
          ...place,
          ...(isShort ? [': ', code(entry.quote ?? '')] : []),
          entry.quote === null ? '' : checked,
        ),
        ...(entry.quote === null || isShort ? [] : [codeBlock(clipLines(entry.quote, 12), null)]),
        ...readProse(entry.text ?? '', scope.links),
      ];
    }
    case 'command': {
      const claim: Phrase[] = [
        code(entry.command),
        ' — run by ',
        ...literal(agentTitle(entry.claimedBy), scope.links),
        ', by its own account',
      ];
      return [
        paragraph(...claim),
        ...(entry.output === null || entry.output.trim() === ''
          ? []
          : [codeBlock(clipLines(entry.output, 30), null)]),
        ...readProse(entry.text ?? '', scope.links),
      ];
    }
    case 'note':
      return readProse(entry.text, scope.links);
  }
}
