import { setTimeout as sleep } from 'node:timers/promises';
import type { Spent } from '../../model/run.ts';
import { sumTokens } from '../adapter/tokens.ts';

/** How a run that goes on is watched. */
export interface Watch {
  /** What it has spent until now, as far as its events tell. */
  readonly look: () => Promise<Spent>;
  /** A sentence where it must stop. */
  readonly stopsAt: (spent: Spent) => string | null;
  readonly stop: () => void;
}

/** Between two looks: reading a long log takes a while, and an agent's step takes longer than this. */
const pauseMs = 1_000;

/** Looks at what a run spends until it is over. */
export async function watchSpending(
  { look, stopsAt, stop }: Watch,
  over: AbortSignal,
): Promise<string | null> {
  while (!over.aborted) {
    await sleep(pauseMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    const reason = stopsAt(await look());
    if (reason === null) continue;
    stop();
    return reason;
  }
  return null;
}

/** What several tries spent together. */
export const together = (tries: readonly Spent[]): Spent => {
  const costs = tries.map(({ costUsd }) => costUsd);
  return {
    tokens: sumTokens(tries.map(({ tokens }) => tokens)),
    // A try that has not told its price yet is told by its tokens.
    costUsd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    model: tries.map(({ model }) => model).findLast((model) => model !== null) ?? null,
  };
};
