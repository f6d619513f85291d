import { editorFacts, mostFindings, mostRefuted } from '../../consolidation/editing/editor-facts.ts';
import { editionSchema } from '../../model/answers/edition.ts';
import type { Brief } from '../../model/brief.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { fenceUntrusted } from '../fence.ts';
import { answerSchemaOf } from '../json-schema.ts';
import { renderTemplate } from '../templates.ts';

/**
 * The brief for writing the prose of a settled report; all it may write from is in the text.
 * @param number makes the run's id: `editor`, `editor-2`.
 */
export function writeEditorBrief(report: Report, number = 1): Brief {
  const schema = answerSchemaOf(editionSchema);
  return {
    suffix: number === 1 ? 'editor' : `editor-${number}`,
    role: 'editor',
    text: renderTemplate('editor', {
      schema: JSON.stringify(schema),
      facts: fenceUntrusted('facts', editorFacts(report)),
    }),
    files: { 'manifest.json': renderManifest(report) },
    schema,
    assigned: [],
    inlined: false,
    subjects: {},
  };
}

/** `manifest.json` beside the brief, version 1: what the facts tell, as data in the shapes of `report.json`. */
function renderManifest(report: Report): string {
  const { verdict, agents, design, testing, documentation, commits, limitations, retro } = report;
  const findings = report.findings.slice(0, mostFindings);
  const refuted = report.refuted.slice(0, mostRefuted);
  const settled = {
    verdict,
    agents,
    findings,
    refuted,
    design,
    testing,
    documentation,
    commits,
    limitations,
  };
  return `${JSON.stringify({ version: 1, ...settled, retro }, null, 1)}\n`;
}
