import type { Brief } from '../model/brief.ts';
import { fenceUntrusted } from './fence.ts';
import { renderTemplate } from './templates.ts';

/** Of an unreadable answer, so much is handed back, in characters: a brief should fit on any standard input. */
const longestQuotation = 200_000;

/** The brief that asks an agent once more for an answer, in a form that can be read. */
export function writeRepairBrief(brief: Brief, answer: string, reason: string): Brief {
  return {
    ...brief,
    text: renderTemplate('repair', {
      reason,
      schema: JSON.stringify(brief.schema),
      answer: fenceUntrusted('answer', answer.slice(0, longestQuotation)),
    }),
  };
}
