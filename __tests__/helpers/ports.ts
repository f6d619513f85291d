import type { ReviewEvent } from '../../src/model/events.ts';
import { type Ports, silentLogger } from '../../src/model/ports.ts';
import { createRedactor, secretValues } from '../../src/safety/redact.ts';
import { temporaryDirectory } from './repository.ts';

/** Ports to the real clock and a temporary directory, with an environment that holds PATH alone. */
export function buildPorts(overrides: Partial<Ports> = {}): Ports {
  const environment = overrides.environment ?? { PATH: process.env.PATH };
  return {
    log: silentLogger,
    clock: { now: Date.now },
    environment,
    signal: new AbortController().signal,
    emit: () => {},
    redact: createRedactor(secretValues(environment)),
    temporaryDirectory: overrides.temporaryDirectory ?? temporaryDirectory(),
    ...overrides,
  };
}

/** A list that fills with what is emitted, and the port that fills it. */
export function collectEvents(): { events: ReviewEvent[]; emit: (event: ReviewEvent) => void } {
  const events: ReviewEvent[] = [];
  return { events, emit: (event) => events.push(event) };
}
