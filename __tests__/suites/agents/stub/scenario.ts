import type { ToolCall } from './dialect.ts';

/** A fault of the service, played for the first `times` model calls of a run (for ever: Infinity). */
export type Fault = { readonly times: number } & (
  | { readonly type: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Takes the request and never answers. */
  | { readonly type: 'hang' }
  /** Breaks the connection in the middle of the answer. */
  | { readonly type: 'reset' }
);

/** What the stub model does in one run: faults first, then each call, then the answer. */
export interface Scenario {
  readonly fault?: Fault;
  readonly calls?: readonly Omit<ToolCall, 'id'>[];
  /** An object goes through the CLI's tool for structured answers where it offers one; a text is said as it is. */
  readonly answer: object | string;
  readonly stop?: 'end' | 'length' | 'refusal';
  readonly usage?: { readonly input: number; readonly output: number };
}
