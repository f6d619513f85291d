import type { PreflightOutcome } from './run.ts';

/** A member as recorded: plain data for the report. */
export interface TeamFacts {
  readonly name: string;
  readonly family: string;
  readonly model: string | null;
  readonly effort: string | null;
  readonly version: string | null;
  readonly outcome: PreflightOutcome;
  readonly reason: string | null;
  readonly warnings: readonly string[];
  readonly reviews: boolean;
  /** It holds fixed rules against a change and reads nothing, as the built-in reviewer does. */
  readonly byRules?: true | undefined;
  /** Nobody named it, it was found on the machine: where it is not signed in, it was not asked. */
  readonly optional?: boolean | undefined;
  /** The agent in whose place it reviews. */
  readonly standsInFor?: string | undefined;
  /** Could have reviewed, and was not asked to: nothing to read was risky, and others read it. */
  readonly spared?: boolean | undefined;
  /** May rule on other families' findings; older recordings do not say, and then all but the built-in reviewer may. */
  readonly rules?: boolean | undefined;
}
