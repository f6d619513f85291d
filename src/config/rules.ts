import type { Configuration } from './configuration.ts';
import type { Inputs } from './inputs.ts';

/** A finding that the team decided not to act on, from the base revision's configuration. */
export interface DeclinedFinding {
  readonly fingerprint: string | null;
  readonly path: string | null;
  /** Words of the title or explanation that identify it together with `path`. */
  readonly text: string | null;
  readonly reason: string;
  /** `YYYY-MM-DD`; the decision no longer holds after that day. */
  readonly expires: string | null;
}

/** What decides a verdict; recorded with a review, and overridable when it is replayed. */
export interface Rules {
  readonly failOn: Inputs['fail-on'];
  readonly onInconclusive: Inputs['on-inconclusive'];
  readonly minReviewers: number;
  /** Whether rulings were asked for at all. */
  readonly adjudication: boolean;
  /** Confirmed findings of these severities, together, mean `rework`. */
  readonly reworkAt: { readonly critical: number; readonly important: number };
  readonly declined: readonly DeclinedFinding[];
  /** Only `checks` was asked for, so it counts as a reviewer. */
  readonly checksCount: boolean;
}

/** The rules that inputs, configuration and decisions made elsewhere add up to. */
export function rulesFrom(
  inputs: Inputs,
  configuration: Configuration,
  declinedElsewhere: readonly DeclinedFinding[] = [],
): Rules {
  return {
    ...inputRules(inputs),
    reworkAt: configuration['rework-at'],
    declined: [...configuration.declined.map(declinedFinding), ...declinedElsewhere],
  };
}

/** The rules that are inputs. */
export function inputRules(inputs: Inputs): Omit<Rules, 'reworkAt' | 'declined'> {
  return {
    failOn: inputs['fail-on'],
    onInconclusive: inputs['on-inconclusive'],
    minReviewers: inputs['min-reviewers'],
    adjudication: inputs.adjudication !== 'off',
    checksCount: inputs.agents !== 'auto' && inputs.agents.every((name) => name === 'checks'),
  };
}

function declinedFinding(entry: Configuration['declined'][number]): DeclinedFinding {
  return {
    fingerprint: entry.fingerprint ?? null,
    path: entry.path ?? null,
    text: entry.text ?? null,
    reason: entry.reason,
    expires: entry.expires ?? null,
  };
}
