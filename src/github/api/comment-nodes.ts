import { type Account, accountOf } from './account.ts';

/** The last change of a comment's text. */
export interface Edit {
  /** Null where the account is gone. */
  readonly editor: Account | null;
}

/** 👍 or 👎, which notify nobody. */
export type Reaction = 'THUMBS_UP' | 'THUMBS_DOWN';

/** What asks GitHub's GraphQL API. */
export type Ask = <Answer>(query: string, variables: Record<string, unknown>) => Promise<Answer>;

/** GitHub answers for no more nodes at once. */
const mostNodes = 100;

/** What GitHub says of comments of any kind, by their node ids; those it does not know are left out. */
async function readNodes<Found extends { readonly id: string }>(
  query: string,
  ids: readonly string[],
  ask: Ask,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let start = 0; start < ids.length; start += mostNodes) {
    const { nodes } = await ask<{ nodes?: readonly (Found | Record<string, never> | null)[] }>(query, {
      ids: ids.slice(start, start + mostNodes),
    });
    // What is no comment is answered by an empty object.
    found.push(...(nodes ?? []).flatMap((node) => (node !== null && 'id' in node ? [node as Found] : [])));
  }
  return found;
}

const editQuery = `query($ids: [ID!]!) { nodes(ids: $ids) {
  ... on IssueComment { id lastEditedAt editor { login __typename } }
  ... on PullRequestReviewComment { id lastEditedAt editor { login __typename } }
  ... on PullRequestReview { id lastEditedAt editor { login __typename } }
} }`;

interface RawEdit {
  readonly id: string;
  readonly lastEditedAt: string | null;
  readonly editor: { readonly login: string; readonly __typename: string } | null;
}

const editOf = ({ lastEditedAt, editor }: RawEdit): Edit | null =>
  lastEditedAt === null ? null : { editor: editor && accountOf(editor.login, editor.__typename) };

/** The last edit of each comment: null where there was none. */
export async function readEdits(ids: readonly string[], ask: Ask): Promise<ReadonlyMap<string, Edit | null>> {
  const nodes = await readNodes<RawEdit>(editQuery, ids, ask);
  return new Map(nodes.map((node) => [node.id, editOf(node)]));
}

const reactionQuery = `query($ids: [ID!]!) { nodes(ids: $ids) {
  ... on Reactable { id reactionGroups { content viewerHasReacted } }
} }`;

interface RawReactions {
  readonly id: string;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
}

/** Our own reactions to each comment. */
export async function readReactions(
  ids: readonly string[],
  ask: Ask,
): Promise<ReadonlyMap<string, readonly Reaction[]>> {
  const nodes = await readNodes<RawReactions>(reactionQuery, ids, ask);
  const own = ({ reactionGroups }: RawReactions): Reaction[] =>
    (['THUMBS_UP', 'THUMBS_DOWN'] as const).filter((reaction) =>
      reactionGroups?.some(({ content, viewerHasReacted }) => content === reaction && viewerHasReacted),
    );
  return new Map(nodes.map((node) => [node.id, own(node)]));
}

/** Adds or removes a reaction of ours. */
export async function changeReaction(
  change: 'addReaction' | 'removeReaction',
  id: string,
  reaction: Reaction,
  ask: Ask,
): Promise<void> {
  await ask(
    `mutation($id: ID!, $reaction: ReactionContent!) { ${change}(input: {subjectId: $id, content: $reaction}) { reaction { id } } }`,
    { id, reaction },
  );
}
