import { editionSchema } from '../consolidation/editing/edition.ts';
import { editorFacts } from '../consolidation/editing/editor-facts.ts';
import type { Report } from '../report/report-schema.ts';
import type { Brief } from './brief.ts';
import { fenceUntrusted } from './fence.ts';
import { answerSchemaOf } from './json-schema.ts';
import { renderTemplate } from './templates.ts';

/** The brief for writing the prose of a settled report; all it may write from is in the text. */
export function writeEditorBrief(report: Report): Brief {
  const schema = answerSchemaOf(editionSchema);
  return {
    suffix: 'editor',
    role: 'editor',
    text: renderTemplate('editor', {
      schema: JSON.stringify(schema),
      facts: fenceUntrusted('facts', editorFacts(report)),
    }),
    files: {},
    schema,
    assigned: [],
    inlined: false,
    subjects: {},
  };
}
