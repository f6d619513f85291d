import type { Inputs } from './inputs.ts';

/** What a workflow's token may do, as `permissions` of a workflow names it; what is not named is none. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/**
 * The least permissions for each value of the input `comment`: the code, the pull request with its comments, and the artifact that keeps
 * the last round.
 */
export const leastPermissions: Readonly<Record<Inputs['comment'], Permissions>> = {
  off: { contents: 'read', 'pull-requests': 'read', actions: 'read' },
  sticky: { contents: 'read', 'pull-requests': 'write', actions: 'read' },
  review: { contents: 'read', 'pull-requests': 'write', actions: 'read' },
};
