import type { Memory } from './memory.ts';

/** A place where the last round may be kept, as far as it could be read. */
export type Copy =
  /** It was read, and holds the last round. */
  | { readonly type: 'memory'; readonly memory: Memory; readonly remark: string | null }
  /** It was read, and nothing is there. */
  | { readonly type: 'nothing' }
  /** There is something, or may be something, that could not be read, or is not to be believed: what, as a sentence. */
  | { readonly type: 'unreadable'; readonly reason: string }
  /** We may not look there. */
  | { readonly type: 'closed'; readonly reason: string };

/** Nothing is there. */
export const nothing: Copy = { type: 'nothing' };
