import type { GitHubClient } from '../api/client.ts';
import type { Reaction } from '../api/comment-nodes.ts';
import { GitHubFailure } from '../api/requests.ts';
import type { Answer } from '../rounds/decisions.ts';

/** The table shows so many, and so many comments get a reaction: the last ones. */
const mostAnswers = 30;

/** The section of our comment that answers what people asked for; null where nobody did. */
export function renderAnswers(answers: readonly Answer[]): string | null {
  if (answers.length === 0) return null;
  const shown = answers.slice(-mostAnswers);
  const rows = shown.map(
    ({ by, command, url, refusal }) =>
      `| \`${by}\` | [\`${command}\`](${url}) | ${refusal === null ? 'accepted' : `refused: ${refusal}`} |`,
  );
  const left = answers.length - shown.length;
  return [
    '## Commands\n',
    '| who | command | answer |',
    '| --- | --- | --- |',
    ...rows,
    ...(left > 0 ? [`\n${left} earlier ${left === 1 ? 'one is' : 'ones are'} not shown.`] : []),
  ].join('\n');
}

/**
 * Reacts to each comment that holds commands: 👍 where some are accepted, 👎 where some are refused. That notifies nobody, and done twice
 * it is done once.
 * @returns what went wrong.
 */
export async function reactToCommands(
  answers: readonly Answer[],
  client: Pick<GitHubClient, 'readReactions' | 'addReaction' | 'removeReaction'>,
): Promise<string[]> {
  const wanted = new Map<string, Set<Reaction>>();
  for (const { nodeId, refusal } of answers) {
    if (nodeId === null) continue;
    const reactions = wanted.get(nodeId) ?? new Set();
    wanted.set(nodeId, reactions.add(refusal === null ? 'THUMBS_UP' : 'THUMBS_DOWN'));
  }
  const last = [...wanted].slice(-mostAnswers);
  if (last.length === 0) return [];
  try {
    const known = await client.readReactions(last.map(([nodeId]) => nodeId));
    for (const [nodeId, reactions] of last) {
      const there = known.get(nodeId) ?? [];
      for (const reaction of reactions)
        if (!there.includes(reaction)) await client.addReaction(nodeId, reaction);
      for (const reaction of there)
        if (!reactions.has(reaction)) await client.removeReaction(nodeId, reaction);
    }
    return [];
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return [`Not every command got its reaction; our comment answers each of them. ${error.message}`];
  }
}
