import type { Brief } from '../brief/brief.ts';

/** The longest part of an unreadable answer that is handed back, in characters. */
const longestQuotation = 200_000;

/** The brief that asks an agent once more for what it answered, in a form that can be read. */
export function repairBrief(brief: Brief, answer: string, reason: string): Brief {
  return {
    ...brief,
    text: [
      'Your last answer could not be read.',
      reason,
      'Print it again as one JSON object that meets the schema below. Keep every finding and every statement as it is;',
      'add nothing, leave nothing out, and print nothing before or after the object.',
      '',
      'The schema:',
      JSON.stringify(brief.schema),
      '',
      'Your last answer, between the two lines of equals signs:',
      '==========',
      answer.slice(0, longestQuotation),
      '==========',
      '',
    ].join('\n'),
  };
}
