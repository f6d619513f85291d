import type { Tokens } from '../model/run.ts';
import type { Configuration } from './configuration.ts';
import { priceTable } from './price-table.ts';

/** What a million tokens of each kind cost, in US dollars; what was thought counts as output. */
export interface Price {
  readonly input: number;
  /** Read from a cache. */
  readonly cached: number;
  readonly output: number;
}

/** Finds what an agent with a model costs; null where nobody knows. */
export type FindPrice = (agent: string, model: string | null) => Price | null;

/**
 * Prices by the configuration, which names an agent or a model, and then by the table. A name counts for every model whose own name
 * begins with it, and ends there or goes on with a sign (`gpt-5.6-sol` for `gpt-5.6-sol-2026-07-17`, and not `gpt-5` for `gpt-5.6`).
 */
export function createPrices(configured: Configuration['prices']): FindPrice {
  const own = new Map(
    Object.entries(configured).map(([name, { input, cached = input, output }]) => [
      name.toLowerCase(),
      { input, cached, output },
    ]),
  );
  const known = new Map<string, Price>(Object.entries(priceTable.models));
  return (agent, model) =>
    (model === null ? null : longestOf(own, model)) ??
    own.get(agent) ??
    (model === null ? null : longestOf(known, model));
}

function longestOf(prices: ReadonlyMap<string, Price>, model: string): Price | null {
  // A provider may stand before it, and be a path of its own: `openrouter/openai/gpt-6-sol`.
  const name = (model.toLowerCase().split('/').at(-1) ?? '').replace(/(?<=claude-\w+-\d)\.(?=\d)/, '-');
  const [best] = [...prices.keys()]
    .filter((key) => name.startsWith(key) && !/^[\w.]/.test(name.slice(key.length)))
    .sort((a, b) => b.length - a.length);
  return best === undefined ? (prices.get(model.toLowerCase()) ?? null) : (prices.get(best) ?? null);
}

/** Names of the models that a CLI may take where none is named for it. */
const vendors: Readonly<Record<string, string>> = { claude: 'claude-', codex: 'gpt-', gemini: 'gemini-' };

/** The dearest price of an agent's vendor, for a model that nobody named: null where the vendor is not known, or another model is named. */
export function dearestOf(agent: string, model: string | null): Price | null {
  const prefix = vendors[agent];
  if (prefix === undefined || model !== null) return null;
  const [dearest] = Object.entries(priceTable.models)
    .filter(([name]) => name.startsWith(prefix))
    .sort(([, a], [, b]) => b.output - a.output || b.input - a.input);
  return dearest?.[1] ?? null;
}

/** What some tokens cost, in US dollars. */
export function costOf({ input, output, cached }: Tokens, price: Price): number {
  const read = Math.min(input, cached ?? 0);
  return ((input - read) * price.input + read * price.cached + output * price.output) / 1e6;
}
