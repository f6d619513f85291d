/** Dollars and tokens. */
export interface Amount {
  readonly costUsd: number;
  readonly tokens: number;
}
type Kind = keyof Amount;
const kinds = ['costUsd', 'tokens'] as const satisfies readonly Kind[];

/** What is set aside for a run; null for what has no ceiling, or no price. */
export interface Share {
  readonly costUsd: number | null;
  readonly tokens: number | null;
}

/** A run that goes on. */
export interface Running {
  readonly promised: Amount;
  /** What it took until it was last looked at, and the most that it took between two looks: so much may be on its way. */
  now: Amount;
  step: Amount;
}

/** An amount of each kind. */
const amountOf = (of: (kind: Kind) => number): Amount => ({ costUsd: of('costUsd'), tokens: of('tokens') });
const nothing = amountOf(() => 0);
const sum = (one: Amount, other: Amount): Amount => amountOf((kind) => one[kind] + other[kind]);

/** The dollars and tokens of one review: the most, what was spent, and what is set aside for the runs that go on. */
export class Ledger {
  /** Infinite where there is no ceiling. */
  readonly most: Amount;
  readonly #running = new Map<Share, Running>();
  #spent = nothing;
  #reserved = nothing;

  constructor(most: Amount) {
    this.most = most;
  }

  /** What runs that ended took. */
  get spent(): Amount {
    return this.#spent;
  }

  /** All that was ever set aside. */
  get reserved(): Amount {
    return this.#reserved;
  }

  /** Sets a share aside for a run; null where less is left. */
  reserve(share: Share): Running | null {
    const promised = amountOf((kind) => share[kind] ?? 0);
    if (kinds.some((kind) => promised[kind] > this.#left(kind))) return null;
    this.#reserved = sum(this.#reserved, promised);
    const run: Running = { promised, now: nothing, step: nothing };
    this.#running.set(share, run);
    return run;
  }

  /** Takes note of what a run took so far, and returns of what it took too much to go on; null where it may. */
  advance(run: Running, now: Amount): Kind | null {
    run.step = amountOf((kind) => Math.max(run.step[kind], now[kind] - run.now[kind]));
    run.now = now;
    return kinds.find((kind) => this.#isTooMuch(kind, run)) ?? null;
  }

  /** Ends the run of a share, which took so much. */
  settle(share: Share, taken: Amount): void {
    this.#running.delete(share);
    this.#spent = sum(this.#spent, taken);
  }

  /** What neither was spent nor is set aside or on its way. */
  #left(kind: Kind): number {
    return [...this.#running.values()].reduce(
      (rest, { promised, now, step }) => rest - Math.max(promised[kind], now[kind] + step[kind]),
      this.most[kind] - this.#spent[kind],
    );
  }

  /** What others took beyond their shares is taken off. */
  #isTooMuch(kind: Kind, { now, step, promised }: Running): boolean {
    const largestStep = Math.max(...[...this.#running.values()].map((each) => each.step[kind]));
    const rest = this.#left(kind) + largestStep;
    return rest < 0 && now[kind] + step[kind] > promised[kind] + rest;
  }
}
