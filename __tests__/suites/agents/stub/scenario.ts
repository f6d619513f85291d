import type { ToolCall, Usage } from './dialect.ts';

/** A fault of the service, played for the first `times` model calls of a run (for ever: Infinity), or those after some tool calls. */
export type Fault = { readonly times: number; readonly afterCalls?: number } & (
  | {
      readonly type: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly message?: string;
    }
  /** Begins an answer with 200, and says in it that it cannot give one. */
  | { readonly type: 'overload'; readonly message: string }
  /** Takes the request and never answers. */
  | { readonly type: 'hang' }
  /** Answers with 200 and something else: a web page, or an error; or sends on to another address. */
  | { readonly type: 'page' | 'false-success' | 'redirect' }
  /** Breaks the connection in the middle of the answer. */
  | { readonly type: 'reset' }
);

/** A call before it has an id. */
type Call = Omit<ToolCall, 'id'>;

/** What the stub model does in one run: faults first, then each turn, then the answer. */
export interface Scenario {
  readonly fault?: Fault;
  /** A call is a turn of its own; several may be made in one, after something was said. */
  readonly calls?: readonly (Call | { readonly says?: string; readonly together: readonly Call[] })[];
  /** An object goes through the CLI's tool for structured answers where it offers one; texts are said as they are, each in a block of its own. */
  readonly answer: object | string | readonly string[];
  /** Calls made in the same turn as the answer. */
  readonly callsWithAnswer?: readonly Call[];
  readonly stop?: 'end' | 'length' | 'refusal';
  /** Of every answer, or by how many calls were made before it. */
  readonly usage?: Usage | ((callsMade: number) => Usage);
  /** Calls made one after another without end, instead of an answer, by how many were made before. */
  readonly forever?: (callsMade: number) => Call;
}
