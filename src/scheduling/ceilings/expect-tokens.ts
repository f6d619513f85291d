import type { Brief } from '../../model/brief.ts';
import type { AgentRun, Tokens } from '../../model/run.ts';

/** Foretells what runs will take, from their briefs and from what their agents took before. */
export interface Foresight {
  expect(agent: string, brief: Brief): Tokens;
  /** Takes in what a run took. */
  learn(run: AgentRun): void;
}

/**
 * Of an agent of which nothing is known: it sends what it has read anew with each step, most of it from a cache. Multiples of its brief,
 * and tokens of output.
 */
const guess = { fresh: 3, cached: 9, output: 12_000 };
/** What an agent takes varies by so much. */
const margin = 1.25;
const bytesPerToken = 4;

/** Tokens for each token of a brief. */
type Rates = Readonly<Record<'input' | 'cached' | 'output', number>>;

/** Knows nothing at first; later the most that an agent took for the size of its brief. */
export function createForesight(): Foresight {
  const rates = new Map<string, Rates>();
  const sizes = new Map<string, number>();
  return {
    expect(agent, brief) {
      const size = Math.max(1, Math.ceil(Buffer.byteLength(brief.text) / bytesPerToken));
      sizes.set([agent, brief.suffix].filter(Boolean).join('-'), size);
      const known = rates.get(agent);
      if (known === undefined)
        return {
          input: (guess.fresh + guess.cached) * size,
          cached: guess.cached * size,
          output: guess.output,
        };
      return {
        input: Math.ceil(known.input * size * margin),
        cached: Math.floor(known.cached * size),
        output: Math.ceil(known.output * size * margin),
      };
    },
    learn({ id, agent, tokens }) {
      const size = sizes.get(id);
      if (tokens === null || size === undefined) return;
      const before = rates.get(agent) ?? { input: 0, cached: 0, output: 0 };
      rates.set(agent, {
        input: Math.max(before.input, tokens.input / size),
        cached: Math.max(before.cached, (tokens.cached ?? 0) / size),
        output: Math.max(before.output, tokens.output / size),
      });
    },
  };
}
