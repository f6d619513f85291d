import * as z from 'zod';

const text = z.string();
const nullableText = z.string().nullable();
const line = z.int().min(1).nullable();
const saying = z.strictObject({ by: text, at: nullableText, text });

/** What people said in review and nobody has resolved, as a report holds it; it decides nothing. */
export const feedbackSchema = z.strictObject({
  remarks: z.array(
    z.strictObject({
      kind: z.enum(['thread', 'review', 'answer']),
      ...saying.shape,
      /** What was answered. */
      answers: z.array(saying),
      url: nullableText,
      path: nullableText,
      startLine: line,
      endLine: line,
      side: z.enum(['old', 'new']),
      /** Days between the last words and the review; null where GitHub does not tell. */
      days: z.int().min(0).nullable(),
      /** Whether the code changed since; null where that is not known. */
      changed: z.boolean().nullable(),
      /** Null where it is not known whether somebody resolved it. */
      resolved: z.literal(false).nullable(),
      asksForChanges: z.boolean(),
      /** Ids of the findings that say the same, or that it answers. */
      findings: z.array(text),
    }),
  ),
  /** Further ones, at least; not read, or not told. */
  left: z.int().min(0),
  /** Open ones of bots, which are only counted. */
  ofBots: z.int().min(0),
});

/** See {@link feedbackSchema}. */
export type ReportFeedback = z.infer<typeof feedbackSchema>;
/** One of {@link ReportFeedback}. */
export type ReportRemark = ReportFeedback['remarks'][number];
