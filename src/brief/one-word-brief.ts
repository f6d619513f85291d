import type { Brief } from '../model/brief.ts';
import { renderTemplate } from './templates.ts';

/** The brief that finds out whether an agent answers at all. */
export function writeOneWordBrief(): Brief {
  return {
    suffix: 'one-word',
    role: 'editor',
    text: renderTemplate('one-word', {}),
    files: {},
    schema: {
      type: 'object',
      properties: { answer: { type: 'string' } },
      required: ['answer'],
      additionalProperties: false,
    },
    assigned: [],
    inlined: true,
    subjects: {},
  };
}
