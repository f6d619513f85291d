import type { Agent, AgentSettings, Detection } from './agent.ts';

/** One agent of this review, after preflight. */
export interface TeamMember {
  readonly agent: Agent;
  readonly settings: AgentSettings;
  readonly detection: Detection;
  /** Asked to review; false for agents that may only rule. */
  readonly reviews: boolean;
  /** May rule on other families' findings. */
  readonly rules: boolean;
}

/** A member as recorded: plain data for the report. */
export interface TeamFacts {
  readonly name: string;
  readonly family: string;
  readonly model: string | null;
  readonly effort: string | null;
  readonly version: string | null;
  readonly outcome: Detection['outcome'];
  readonly reason: string | null;
  readonly warnings: readonly string[];
  readonly reviews: boolean;
}
