import { priceTable } from '../../config/price-table.ts';
import { formatCost, formatTokens, joinTitles } from '../../model/report/wording.ts';
import type { Amount, Ledger, Share } from './ledger.ts';

/** Why an agent cannot begin whose price nobody knows. */
export function explainUnknown(agent: string, model: string | null): string {
  const named = model === null ? 'no model is named for it' : `the price of "${model}" is not known`;
  return `${joinTitles([agent])} did not begin under the cost ceiling: ${named}. Name its model in \`models\`, give the price in \`prices\`, or count by \`max-tokens\`.`;
}

/** Why an agent cannot begin for which too little is left. */
export const explainLack = (agent: string, { costUsd, tokens }: Share): string =>
  `${joinTitles([agent])} did not begin: it needs about ${costUsd === null ? tokensOf(tokens ?? 0) : formatCost(costUsd)}, and less is left of the ceiling.`;

/** Why a run was stopped that took so much. */
export const explainStop = (kind: keyof Amount, { costUsd, tokens }: Amount): string =>
  kind === 'costUsd'
    ? explainCeiling(formatCost(costUsd), 'max-cost-usd')
    : explainCeiling(tokensOf(tokens), 'max-tokens');

const explainCeiling = (amount: string, input: string): string =>
  `It was stopped after ${amount}, which is all that was left for it: raise \`${input}\`, or choose a cheaper model in \`models\`.`;

/** Why nothing more may begin; null while something may. */
export function explainExhausted({ spent, most }: Ledger): string | null {
  if (spent.costUsd >= most.costUsd)
    return `The cost ceiling of ${formatCost(most.costUsd)} was reached (${formatCost(spent.costUsd)}); no further agent run began.`;
  if (spent.tokens >= most.tokens)
    return `The ceiling of ${tokensOf(most.tokens)} was reached (${formatTokens(spent.tokens)}); no further agent run began.`;
  return null;
}

/** What was set aside and spent of each ceiling, and what is not known, as one note; none without a ceiling. */
export function noteSpending(
  { most, reserved, spent }: Ledger,
  unknown: ReadonlySet<string>,
): readonly string[] {
  const told = (ceiling: string, aside: string, used: string) =>
    `Of the ceiling of ${ceiling}, ${aside} were set aside before runs began, and ${used} spent.`;
  const sentences: string[] = [];
  if (most.costUsd < Infinity)
    sentences.push(
      told(formatCost(most.costUsd), formatCost(reserved.costUsd), formatCost(spent.costUsd)),
      `Prices are the CLI's own, or of ${priceTable.asOf}.`,
    );
  if (most.tokens < Infinity)
    sentences.push(told(tokensOf(most.tokens), formatTokens(reserved.tokens), formatTokens(spent.tokens)));
  if (sentences.length === 0) return [];
  if (unknown.size > 0) sentences.push(`Not known: what ${[...unknown].sort().join(', ')} cost.`);
  return [sentences.join(' ')];
}

const tokensOf = (count: number): string => `${formatTokens(count)} tokens`;
