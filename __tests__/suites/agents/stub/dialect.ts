/** A tool call that the stub model asks for. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** An object, or the text of a free-form ("custom") tool of the Responses API. */
  readonly input: unknown;
  /** Where the Responses API keeps the tool. */
  readonly namespace?: string;
}

/** One answer of the stub model, before it is put into a dialect. */
export interface Turn {
  /** Each is a block, or a message, of its own. */
  readonly texts: readonly string[];
  /** Made after what was said, all at once. */
  readonly calls: readonly ToolCall[];
  readonly stop: 'end' | 'length' | 'refusal';
  readonly usage: Usage;
}

/** What an answer is billed for. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  /** Part of `input` that was read from a cache, and part that was written to one. */
  readonly cached?: number;
  readonly written?: number;
  /** Part of `output` that was thought and not said. */
  readonly reasoning?: number;
}

/** One server-sent event. */
export interface ServerEvent {
  readonly event?: string;
  readonly data: unknown;
}

/** What the stub needs to know of a request. */
export interface Asked {
  readonly model: string;
  readonly tools: readonly string[];
  /** Tool calls of ours that the request's own history carries back, so retries and side questions do not shift a script. */
  readonly callsMade: number;
  readonly isStreamed: boolean;
  /** The answer to a question that the CLI asks on its own account (who speaks next, which model); null for the task itself. */
  readonly sideAnswer: object | null;
}

/** One model API: how its requests are read and its answers written. */
export interface Dialect {
  readonly name: 'anthropic' | 'responses' | 'chat' | 'gemini';
  readonly path: RegExp;
  read(body: unknown, path: string): Asked;
  stream(turn: Turn, model: string): readonly ServerEvent[];
  whole(turn: Turn, model: string): object;
  error(status: number, message: string): object;
  /** How it says in the middle of a stream that it is overloaded. */
  overload(message: string): readonly ServerEvent[];
}

/** Begins the id of every call the stub makes. */
export const callPrefix = 'stub_';

/** A text in pieces, as a service would stream it; a few even of a short one, so that a connection can break in between. */
export function inPieces(text: string): string[] {
  const length = Math.max(40, Math.ceil(text.length / 64));
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}
