import type { TeamMember } from '../../agents/team/team.ts';
import { priceTable } from '../../config/price-table.ts';
import { costOf, dearestOf, type FindPrice } from '../../config/prices.ts';
import type { Brief } from '../../model/brief.ts';
import { formatCost, formatTokens, joinTitles } from '../../model/report/wording.ts';
import type { AgentRun, Spent, Tokens } from '../../model/run.ts';
import { createForesight } from './expect-tokens.ts';

/** What a review may spend; null for what has no ceiling. */
export interface SpendingCeilings {
  readonly maxCostUsd: number | null;
  readonly maxTokens: number | null;
}

/** What is set aside for a run; null for what has no ceiling, or no price. */
export interface Share {
  readonly costUsd: number | null;
  readonly tokens: number | null;
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

/** Dollars and tokens. */
interface Amount {
  costUsd: number;
  tokens: number;
}

/** A run that goes on. */
interface Running {
  readonly promised: Readonly<Amount>;
  /** What it took until it was last looked at, and the most that it took between two looks: so much may be on its way. */
  now: Readonly<Amount>;
  step: Readonly<Amount>;
}

/**
 * Makes the ledger of one review. What a run may take is set aside before it begins. One that takes more has what nobody else was
 * promised, and is stopped after that, as soon as its events tell; of one that tells nothing, what was set aside counts as spent.
 * All that go on are in the middle of a step: they are stopped so early that one of these steps may be too much, and not each.
 */
export function createSpending(ceilings: SpendingCeilings, findPrice: FindPrice): Spending {
  const { maxCostUsd, maxTokens } = ceilings;
  const most: Amount = { costUsd: maxCostUsd ?? Infinity, tokens: maxTokens ?? Infinity };
  const hasCeiling = maxCostUsd !== null || maxTokens !== null;
  const spent: Amount = { costUsd: 0, tokens: 0 };
  const everReserved: Amount = { costUsd: 0, tokens: 0 };
  const running = new Map<Share, Running>();
  const unknown = new Set<string>();
  const foresight = createForesight();
  const left = (kind: keyof Amount): number =>
    [...running.values()].reduce(
      (rest, { promised, now, step }) => rest - Math.max(promised[kind], now[kind] + step[kind]),
      most[kind] - spent[kind],
    );
  /** What others took beyond their shares is taken off. */
  const isTooMuch = (kind: keyof Amount, { now, step, promised }: Running): boolean => {
    const largestStep = Math.max(...[...running.values()].map((each) => each.step[kind]));
    const rest = left(kind) + largestStep;
    return rest < 0 && now[kind] + step[kind] > promised[kind] + rest;
  };

  return {
    admit({ agent, settings }, brief, isAnythingRunning) {
      if (!hasCeiling || agent.type === 'built-in') return free;
      const price = findPrice(agent.name, settings.model) ?? dearestOf(agent.name, settings.model);
      if (price === null && maxTokens === null) {
        unknown.add(`${agent.name} (${settings.model ?? 'its default model'})`);
        return { type: 'refuse', reason: explainUnknown(agent.name, settings.model) };
      }
      const expected = foresight.expect(agent.name, brief);
      const share: Share = {
        costUsd: maxCostUsd === null || price === null ? null : costOf(expected, price),
        tokens: maxTokens === null ? null : totalOf(expected),
      };
      const promised = { costUsd: share.costUsd ?? 0, tokens: share.tokens ?? 0 };
      if (promised.costUsd > left('costUsd') || promised.tokens > left('tokens'))
        return isAnythingRunning
          ? { type: 'wait' }
          : { type: 'refuse', reason: explainLack(agent.name, share) };
      everReserved.costUsd += promised.costUsd;
      everReserved.tokens += promised.tokens;
      const run: Running = { promised, now: nothing, step: nothing };
      running.set(share, run);
      const stopsAt = ({ tokens, costUsd, model }: Spent): string | null => {
        const priced = findPrice(agent.name, model ?? settings.model);
        const now = {
          costUsd: costUsd ?? (tokens === null || priced === null ? 0 : costOf(tokens, priced)),
          tokens: tokens === null ? 0 : totalOf(tokens),
        };
        run.step = {
          costUsd: Math.max(run.step.costUsd, now.costUsd - run.now.costUsd),
          tokens: Math.max(run.step.tokens, now.tokens - run.now.tokens),
        };
        run.now = now;
        if (isTooMuch('costUsd', run)) return explainStop(formatCost(now.costUsd), 'max-cost-usd');
        if (isTooMuch('tokens', run)) return explainStop(`${formatTokens(now.tokens)} tokens`, 'max-tokens');
        return null;
      };
      return { type: 'begin', share, stopsAt };
    },

    ended(run, share) {
      running.delete(share);
      foresight.learn(run);
      const { tokens } = run;
      const price = findPrice(run.agent, run.model);
      const costUsd =
        run.costUsd ?? (tokens === null || price === null ? null : toMillionth(costOf(tokens, price)));
      const hasRun = run.attempts > 0 && run.family !== 'checks';
      if (hasRun && ((maxCostUsd !== null && costUsd === null) || (maxTokens !== null && tokens === null)))
        unknown.add(
          `${run.agent} (${tokens === null ? 'tells no tokens' : (run.model ?? 'an unknown model')})`,
        );
      spent.costUsd += costUsd ?? (hasRun ? (share.costUsd ?? 0) : 0);
      spent.tokens += tokens === null ? (hasRun ? (share.tokens ?? 0) : 0) : totalOf(tokens);
      return { ...run, costUsd };
    },

    exhausted() {
      if (spent.costUsd >= most.costUsd)
        return `The cost ceiling of ${formatCost(most.costUsd)} was reached (${formatCost(spent.costUsd)}); no further agent run began.`;
      if (spent.tokens >= most.tokens)
        return `The ceiling of ${formatTokens(most.tokens)} tokens was reached (${formatTokens(spent.tokens)}); no further agent run began.`;
      return null;
    },

    hasPlenty: () => spent.costUsd < most.costUsd / 2 && spent.tokens < most.tokens / 2,

    get notes() {
      if (!hasCeiling) return [];
      const told = (ceiling: string, reserved: string, used: string) =>
        `Of the ceiling of ${ceiling}, ${reserved} were set aside before runs began, and ${used} spent.`;
      return [
        [
          ...(maxCostUsd === null
            ? []
            : [
                told(formatCost(maxCostUsd), formatCost(everReserved.costUsd), formatCost(spent.costUsd)),
                `Prices are the CLI's own, or of ${priceTable.asOf}.`,
              ]),
          ...(maxTokens === null
            ? []
            : [
                told(
                  `${formatTokens(maxTokens)} tokens`,
                  formatTokens(everReserved.tokens),
                  formatTokens(spent.tokens),
                ),
              ]),
          ...(unknown.size === 0 ? [] : [`Not known: what ${[...unknown].sort().join(', ')} cost.`]),
        ].join(' '),
      ];
    },
  };
}

const nothing: Amount = { costUsd: 0, tokens: 0 };
const free: Admission = { type: 'begin', share: { costUsd: null, tokens: null }, stopsAt: () => null };

const totalOf = ({ input, output }: Tokens): number => input + output;
const toMillionth = (value: number): number => Math.round(value * 1e6) / 1e6;

function explainUnknown(agent: string, model: string | null): string {
  const named = model === null ? 'no model is named for it' : `the price of "${model}" is not known`;
  return `${joinTitles([agent])} did not begin under the cost ceiling: ${named}. Name its model in \`models\`, give the price in \`prices\`, or count by \`max-tokens\`.`;
}

const explainLack = (agent: string, { costUsd, tokens }: Share): string =>
  `${joinTitles([agent])} did not begin: it needs about ${costUsd === null ? `${formatTokens(tokens ?? 0)} tokens` : formatCost(costUsd)}, and less is left of the ceiling.`;

const explainStop = (amount: string, input: string): string =>
  `It was stopped after ${amount}, which is all that was left for it: raise \`${input}\`, or choose a cheaper model in \`models\`.`;
