import * as z from 'zod';

const text = z.string();

/** A file of the change as a round left it: what a later round compares with, and may rely on. */
export const scopedFileSchema = z.strictObject({
  path: text,
  /** Names its content at both ends, with status and modes: where it is the same, so is the file. */
  content: text,
  /** `reviewed`: given to reviewers; `carried`: its reading of an earlier round holds; `listed`: not for people to read. */
  state: z.enum(['reviewed', 'carried', 'listed']),
  /** Why, as the end of a sentence: `changed since round 1`. */
  why: text,
  /** The round in which every valid reviewer read it; null where they did not. */
  since: z.int().min(1).nullable(),
  /** Who did. */
  readers: z.array(text),
  /** Paths that it shares a finding with, in this round or an earlier one. */
  touches: z.array(text),
  /** Names that it declares, for files that mention them. */
  declares: z.array(text),
});

/** How much of a change a round had reviewed, and why. */
export const scopeSchema = z.strictObject({
  mode: z.enum(['incremental', 'whole']),
  /** One sentence. */
  reason: text,
  /** Digests of all that a reading depends on besides the code: the settings, and the agents with their versions. */
  terms: text,
  agents: text,
  /** Paths whose content is not what it was in the last round, in the change or no more. */
  changed: z.array(text),
  files: z.array(scopedFileSchema),
  /** Fingerprints of findings of all earlier rounds, those of the last one left out. */
  formerly: z.array(text),
});

/** See {@link scopedFileSchema}. */
export type ScopedFile = z.infer<typeof scopedFileSchema>;
/** See {@link scopeSchema}. */
export type Scope = z.infer<typeof scopeSchema>;
