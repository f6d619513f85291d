import type { TeamMember } from '../../agents/team/team.ts';
import { costOf, dearestOf, type FindPrice, type Price } from '../../config/prices.ts';
import type { Brief } from '../../model/brief.ts';
import type { AgentRun, Spent, Tokens } from '../../model/run.ts';
import { createForesight } from './expect-tokens.ts';
import {
  explainExhausted,
  explainLack,
  explainStop,
  explainUnknown,
  noteSpending,
} from './explain-spending.ts';
import { type Amount, Ledger, type Running, type Share } from './ledger.ts';

/** What a review may spend; null for what has no ceiling. */
export interface SpendingCeilings {
  readonly maxCostUsd: number | null;
  readonly maxTokens: number | null;
}

/** Whether a run may begin: with a share; later, when others have ended; or never. */
export type Admission =
  | { readonly type: 'begin'; readonly share: Share; readonly stopsAt: (spent: Spent) => string | null }
  | { readonly type: 'wait' }
  | { readonly type: 'refuse'; readonly reason: string };

/** Keeps what is spent and what is set aside below the ceilings. */
export interface Spending {
  admit(member: TeamMember, brief: Brief, isAnythingRunning: boolean): Admission;
  /** The run as it ended, with what it cost where only its tokens are known. */
  ended(run: AgentRun, share: Share): AgentRun;
  /** Why nothing more may begin, in one sentence; null while something may. */
  exhausted(): string | null;
  /** Whether at least half is left. */
  hasPlenty(): boolean;
  /** What was set aside, spent and is not known, in one sentence; none without a ceiling. */
  readonly notes: readonly string[];
}

/**
 * Makes the ledger of one review. What a run may take is set aside before it begins. One that takes more has what nobody else was
 * promised, and is stopped after that, as soon as its events tell; of one that tells nothing, what was set aside counts as spent.
 * All that go on are in the middle of a step: they are stopped so early that one of these steps may be too much, and not each.
 */
export function createSpending(ceilings: SpendingCeilings, findPrice: FindPrice): Spending {
  const { maxCostUsd, maxTokens } = ceilings;
  const ledger = new Ledger({ costUsd: maxCostUsd ?? Infinity, tokens: maxTokens ?? Infinity });
  const unknown = new Set<string>();
  const foresight = createForesight();

  const shareOf = (agent: string, brief: Brief, price: Price | null): Share => {
    const expected = foresight.expect(agent, brief);
    return {
      costUsd: maxCostUsd === null || price === null ? null : costOf(expected, price),
      tokens: maxTokens === null ? null : totalOf(expected),
    };
  };

  const stopper =
    ({ agent, settings }: TeamMember, run: Running) =>
    (spent: Spent) => {
      const price = findPrice(agent.name, spent.model ?? settings.model);
      const now = amountOf(spent, price);
      const reason = ledger.advance(run, now);
      return reason === null ? null : explainStop(reason, now);
    };

  return {
    admit(member, brief, isAnythingRunning) {
      const { name, type } = member.agent;
      const { model } = member.settings;
      if ((maxCostUsd === null && maxTokens === null) || type === 'built-in') return free;
      const price = findPrice(name, model) ?? dearestOf(name, model);
      if (price === null && maxTokens === null) {
        unknown.add(`${name} (${model ?? 'its default model'})`);
        return { type: 'refuse', reason: explainUnknown(name, model) };
      }
      const share = shareOf(name, brief, price);
      const run = ledger.reserve(share);
      if (run !== null) return { type: 'begin', share, stopsAt: stopper(member, run) };
      return isAnythingRunning ? { type: 'wait' } : { type: 'refuse', reason: explainLack(name, share) };
    },

    ended(run, share) {
      foresight.learn(run);
      const { tokens } = run;
      const costUsd = costOfRun(run, findPrice(run.agent, run.model));
      const hasRun = run.attempts > 0 && run.family !== 'checks';
      if (hasRun && ((maxCostUsd !== null && costUsd === null) || (maxTokens !== null && tokens === null)))
        unknown.add(
          `${run.agent} (${tokens === null ? 'tells no tokens' : (run.model ?? 'an unknown model')})`,
        );
      const promised = hasRun ? share : free.share;
      ledger.settle(share, {
        costUsd: costUsd ?? promised.costUsd ?? 0,
        tokens: tokens === null ? (promised.tokens ?? 0) : totalOf(tokens),
      });
      return { ...run, costUsd };
    },

    exhausted: () => explainExhausted(ledger),

    hasPlenty() {
      const { spent, most } = ledger;
      return spent.costUsd < most.costUsd / 2 && spent.tokens < most.tokens / 2;
    },

    get notes() {
      return noteSpending(ledger, unknown);
    },
  };
}

const free = {
  type: 'begin',
  share: { costUsd: null, tokens: null },
  stopsAt: () => null,
} as const satisfies Admission;

const totalOf = ({ input, output }: Tokens): number => input + output;
const toMillionth = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What is known of what a run took so far; nothing where nothing is known. */
const amountOf = ({ costUsd, tokens }: Spent, price: Price | null): Amount => ({
  costUsd: costUsd ?? (tokens === null || price === null ? 0 : costOf(tokens, price)),
  tokens: tokens === null ? 0 : totalOf(tokens),
});

/** What a run cost: as it says, else by its tokens; null where neither is known. */
const costOfRun = ({ costUsd, tokens }: AgentRun, price: Price | null): number | null =>
  costUsd ?? (tokens === null || price === null ? null : toMillionth(costOf(tokens, price)));
