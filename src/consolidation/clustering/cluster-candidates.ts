import * as z from 'zod';
import { UserError } from '../../model/errors.ts';
import { claimOfText } from './claim.ts';
import { groupClaims, linkInOrder } from './group-claims.ts';

const line = z.int().min(1);

const foreignSchema = z.object({
  candidates: z.array(
    z.object({
      id: z.string(),
      tool: z.string(),
      path: z.string().nullish(),
      line: z.union([z.tuple([line, line]), line]).nullish(),
      text: z.string(),
    }),
  ),
});

/**
 * Clusters findings of foreign tools, `{"candidates":[{"id","tool","path","line":[a,b],"text"}]}`, by likeness alone (tiers 1 and 2).
 * @throws {UserError} naming `origin` where it has another shape, or an id twice.
 */
export function clusterCandidates(foreign: unknown, origin: string): { clusters: string[][] } {
  const read = foreignSchema.safeParse(foreign);
  if (!read.success)
    throw new UserError(
      `${origin} does not hold candidates to cluster. Correct these places:\n${z.prettifyError(read.error)}`,
    );
  const candidates = read.data.candidates.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const twice = candidates.find(({ id }, index) => candidates[index - 1]?.id === id);
  if (twice) {
    throw new UserError(`${origin} holds two candidates with the id "${twice.id}": give each its own.`);
  }
  const claims = candidates.map(({ id, tool, path, line: lines, text }) => {
    const [startLine, endLine] = typeof lines === 'number' ? [lines, lines] : (lines ?? [null, null]);
    return claimOfText(id, tool, text, path ? { path, startLine, endLine } : null);
  });
  const groups = groupClaims(linkInOrder(claims));
  return { clusters: groups.map((group) => group.map((index) => candidates[index]?.id ?? '')) };
}
