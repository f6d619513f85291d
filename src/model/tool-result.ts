/** Name and family of what other tools said: given to a review, and neither a reviewer nor anybody whose word confirms a finding. */
export const toolsSource = 'tools';

/** One thing that another tool said of the head: a result of a SARIF file, a failed check. Its texts are hostile input. */
export interface ToolResult {
  /** How the tool calls itself. */
  readonly tool: string;
  readonly rule: string | null;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  /** As the tool wrote it; null where it speaks of no file. */
  readonly path: string | null;
  /** The folder that a relative path starts from, as the tool wrote it; absent where it names none. */
  readonly folder?: string;
  /** 1-based, at the head. */
  readonly startLine: number | null;
  readonly endLine: number | null;
}

/** What other tools said, with what could not be read of it, one sentence each. */
export interface ToolResults {
  readonly results: readonly ToolResult[];
  readonly notes: readonly string[];
}
