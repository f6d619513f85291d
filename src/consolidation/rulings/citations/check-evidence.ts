import { checkCitation } from '../../../change/places/anchor.ts';
import type { ReviewEvidence } from '../../../model/answers/review-schema.ts';
import type { Sources } from '../../../model/change/sources.ts';
import type { ReportEvidence } from '../../../model/report/report-schema.ts';

/**
 * Checks an agent's evidence against the sources. A citation is `checked` when code found its quote at (or near) its place,
 * at the side that it names or else at either; a command's output is only marked as claimed. Empty entries vanish.
 */
export function checkEvidence(
  evidence: readonly ReviewEvidence[],
  agent: string,
  sources: Sources,
): ReportEvidence[] {
  return evidence.flatMap((entry): ReportEvidence[] => {
    const { path, command, output, text } = entry;
    if (entry.kind === 'command' && command !== null)
      return [{ kind: 'command', command, output, claimedBy: agent, text }];
    if (entry.kind === 'citation' && path !== null) return [checkedCitation({ ...entry, path }, sources)];
    const note = [text, entry.quote, output].find((part) => part !== null && part.trim() !== '');
    return note == null ? [] : [{ kind: 'note', text: note }];
  });
}

function checkedCitation(entry: ReviewEvidence & { path: string }, sources: Sources): ReportEvidence {
  const { path, line, quote, text } = entry;
  for (const side of entry.side === null ? (['new', 'old'] as const) : [entry.side]) {
    const found = checkCitation({ path, line, side, quote }, sources);
    if (found.checked)
      return { kind: 'citation', path: found.path, line: found.line, side, quote, checked: true, text };
  }
  return { kind: 'citation', path, line, side: entry.side ?? 'new', quote, checked: false, text };
}
