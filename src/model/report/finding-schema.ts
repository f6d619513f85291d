import * as z from 'zod';
import { kinds, severities } from '../answers/review-schema.ts';
import { rulingValues } from '../answers/ruling.ts';
import { proofSchema } from '../proof.ts';

const text = z.string();
const nullableText = z.string().nullable();
const line = z.int().min(1);
const side = z.enum(['old', 'new']);
const severity = z.enum(severities);
const kind = z.enum(kinds).nullable();

const anchor = z.strictObject({
  path: nullableText,
  startLine: line.nullable(),
  endLine: line.nullable(),
  side,
  status: z.enum(['exact', 'moved', 'file', 'unanchored']),
  inDiff: z.enum(['changed', 'context', 'outside']),
});

/** Evidence as a report holds it; code says of a citation whether it found the quote. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('citation'),
    path: text,
    line: line.nullable(),
    side,
    quote: nullableText,
    /** Code found the quote at (or near) the place. */
    checked: z.boolean(),
    text: nullableText,
  }),
  z.strictObject({
    kind: z.literal('command'),
    command: text,
    output: nullableText,
    claimedBy: text,
    text: nullableText,
  }),
  z.strictObject({ kind: z.literal('note'), text }),
]);

/** Code as read from git, its first line numbered. */
export const excerptSchema = z.strictObject({
  /** Name of the language for highlighting, as {@link ./language.ts} gives it. */
  language: nullableText,
  startLine: line,
  text,
  /** Lines of it that the change adds, or deletes where they are the merge base's. */
  changed: z.array(line).default([]),
  /** What ends its lines in the file; left out where that is a line feed alone. */
  lineEnd: z.enum(['crlf', 'mixed']).optional(),
  /** Where the code that the finding quotes begins, in a line too long to be shown whole; the column is 0-based. */
  hit: z.strictObject({ line, column: z.int().nonnegative() }).optional(),
  /** Its last line is the file's last, and nothing ends it. */
  endsOpen: z.literal(true).optional(),
});

/**
 * The code that a finding points at, as it stands: what a later round looks for to tell whether the finding still does. Of a finding about
 * a whole file, some of its lines, by which it is known under another name.
 */
export const citedCodeSchema = z.strictObject({
  /** Lines in front of it and behind it, which tell it from the same lines elsewhere. */
  before: z.array(text),
  lines: z.array(text),
  after: z.array(text),
  /** Whether the finding is about a whole file. */
  isWhole: z.boolean(),
  /** How often those lines stand at the head: in its own file and, of what blocks or was declined, in all that the change shows. */
  copies: z.int().min(0),
});

/** A place where a finding was raised besides its own. */
export const raisedPlaceSchema = z.strictObject({
  anchor,
  /** Null where it could not be read. */
  cited: citedCodeSchema.nullable(),
  /** One of its reviewers raised it there; else it was only named, and reads like the code of the finding's own place. */
  isCertain: z.boolean(),
});

/** A finding as a report holds it. */
export const findingSchema = z.strictObject({
  /** `C1…`, `I1…`, `S1…` in report order; refuted and declined ones are `R1…`. */
  id: text,
  severity,
  kind,
  title: text,
  anchor,
  /** Other places that the same finding names. */
  otherPlaces: z.array(
    z.strictObject({
      path: text,
      startLine: line.nullable(),
      endLine: line.nullable(),
      side,
      excerpt: excerptSchema.nullable(),
    }),
  ),
  excerpt: excerptSchema.nullable(),
  explanation: text,
  /** Wordings of the other agents that raised it, where they add something. */
  otherWordings: z.array(z.strictObject({ agent: text, title: text, explanation: text, fix: nullableText })),
  evidence: z.array(evidenceSchema),
  fix: z
    .strictObject({
      text: nullableText,
      patch: nullableText,
      /** The same as `git apply` takes it, made by code from the text of the head; absent where it does not fit there. */
      exact: text.optional(),
      /** With the patch its script passed, which fails without; absent where that was not shown. */
      proven: z.literal(true).optional(),
    })
    .nullable(),
  raisedBy: z.array(z.strictObject({ agent: text, id: text, severity, kind, title: text })),
  /** People who said the same in review; that is no vote. Absent where nobody did. */
  people: z.array(z.strictObject({ by: text, url: nullableText })).optional(),
  ruling: z.strictObject({
    value: z.enum(rulingValues),
    /** Agents that ruled; empty when nobody did. */
    by: z.array(text),
    reason: nullableText,
    evidence: z.array(evidenceSchema),
    /** Set where the ruling changed it. */
    severityBefore: severity.nullable(),
    kindBefore: kind,
  }),
  fingerprint: text,
  /** Its fingerprints in earlier rounds of the pull request. */
  formerFingerprints: z.array(text).default([]),
  /** Null where it points at no file, or at one that could not be read. */
  cited: citedCodeSchema.nullable().default(null),
  /** Of what blocks or was declined: where else it was raised. It is fixed when all of them are. Absent where nowhere. */
  alsoRaisedAt: z.array(raisedPlaceSchema).optional(),
  /** `reopened`: gone in an earlier round and here again; `unknown`: code cannot tell whether it is still there, so it counts on. */
  state: z.enum(['new', 'open', 'fixed', 'declined', 'reopened', 'unknown']),
  /** Why it was declined, or null. */
  declinedReason: nullableText,
  blocking: z.boolean(),
  /** Raised in a later round of code that was there before, unchanged like all that it touches; whether it may block all the same. */
  late: z.enum(['blocks', 'spared']).optional(),
  /** What running its script showed; absent where it has none. */
  proof: z
    .strictObject({
      ...proofSchema.omit({ finding: true }).shape,
      /** Whether an agent of another family says that the script shows this claim. */
      review: z.enum(['confirmed', 'disputed', 'unreviewed']),
      reviewedBy: z.array(text),
    })
    .optional(),
});
