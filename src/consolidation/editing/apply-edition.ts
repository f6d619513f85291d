import type { Edition } from '../../model/answers/edition.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { shortened } from '../composing/wording.ts';
import { checkProse, type DroppedSentence } from './check-prose.ts';
import { editorFacts } from './editor-facts.ts';

/** More left-out sentences than these are only counted. */
const mostNotes = 5;

/**
 * Puts an editor's prose in the place of the composed one, sentence by sentence where it agrees with the facts. Findings, rulings,
 * figures and the verdict stay as they are: the edition has no way to name them but in prose.
 */
export function applyEdition(report: Report, edition: Edition): Report {
  const facts = {
    text: editorFacts(report),
    findings: new Map([...report.findings, ...report.refuted].map((finding) => [finding.id, finding])),
    rows: report.retro.rows,
    level: report.verdict.level,
  };
  const dropped: DroppedSentence[] = [];
  const checked = (prose: string | null, about: string | null = null): string | null => {
    const result = checkProse(prose, facts, about);
    dropped.push(...result.dropped);
    return result.text;
  };
  const reason = checked(edition.reason);
  const retro = new Map(
    edition.retro.map(({ agent, text }) => [agent.toLowerCase(), checked(text, agent.toLowerCase())]),
  );
  const edited: Report = {
    ...report,
    summary: checked(edition.summary) ?? report.summary,
    verdict: {
      ...report.verdict,
      reason: reason === null ? report.verdict.reason : withRule(reason, report.verdict),
    },
    testing: { ...report.testing, assessment: checked(edition.testing) ?? report.testing.assessment },
    documentation: checked(edition.documentation) ?? report.documentation,
    retro: {
      ...report.retro,
      prose: report.retro.prose.map(({ agent, text }) => ({ agent, text: retro.get(agent) ?? text })),
      closing: checked(edition.closing),
    },
  };
  return {
    ...edited,
    review: { ...report.review, notes: [...report.review.notes, ...noteDropped(dropped)] },
  };
}

/** The rule and what blocks are always named, whatever the sentence. */
function withRule(reason: string, { rule, blocking }: Report['verdict']): string {
  const findings = blocking.length > 0 ? `: ${blocking.join(', ')}` : '';
  return `${reason.replace(/[.\s]+$/, '')} (rule ${rule}${findings}).`;
}

function noteDropped(dropped: readonly DroppedSentence[]): string[] {
  const notes = dropped
    .slice(0, mostNotes)
    .map(
      ({ sentence, because }) =>
        `Left out of the editor's prose: “${shortened(sentence, 160)}” (${because}).`,
    );
  const rest = dropped.length - notes.length;
  return rest > 0 ? [...notes, `${rest} more sentences of the editor's prose were left out.`] : notes;
}
