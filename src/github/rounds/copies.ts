import type { Memory } from './memory.ts';

/** A place where the last round may be kept, as far as it could be read. */
export type Copy =
  /** It was read, and holds the last round. */
  | { readonly type: 'memory'; readonly memory: Memory }
  /** It was read, and nothing is there. */
  | { readonly type: 'nothing' }
  /** It could not be read now: what is there may be newer than the other copy. The reason is a sentence. */
  | { readonly type: 'unreadable'; readonly reason: string }
  /** What is there was cut, edited, or has expired, and will not be believed however often it is read; of the run that left it, if known. */
  | { readonly type: 'spoilt'; readonly reason: string; readonly runId: number | null }
  /** We may not look there. */
  | { readonly type: 'closed'; readonly reason: string };

/** Nothing is there. */
export const nothing: Copy = { type: 'nothing' };
