import { relativePaths } from './paths-read.ts';

/** Lines of a file, from 1, both ends included. */
export type LineRange = readonly [first: number, last: number];

/** What a model got of a tool call. */
export interface ToolResult {
  /** `nothing`: the run ended before the result was sent, or the CLI skipped the call. */
  readonly result: 'shown' | 'error' | 'nothing';
  /** The lines of the named file that were shown; null where that is all of it, or no file is named. */
  readonly lines: LineRange | null;
  /** Lines longer than this many characters were cut; null where none was. */
  readonly longestLine: number | null;
  /** What was shown, a piece between each two cuts, or the words of an error; null where the log does not say. */
  readonly pieces: readonly string[] | null;
}

/** One tool call of a run, paired with its result as the model got it. */
export interface ToolUse extends ToolResult {
  /** The file that a reading tool was to show, as the log writes it; null for a search, a shell command or anything else. */
  readonly path: string | null;
  /** All that was asked, as text: a search's folder and pattern, a command. */
  readonly asked: string;
}

/** What happened in a run, in the order of its CLI's log. `turn` tells the model's answers apart where one is logged in pieces. */
export type Step =
  /** The model said something, or gave its structured answer. */
  | { readonly type: 'said'; readonly text: string; readonly turn?: string }
  | {
      readonly type: 'called';
      readonly id: string;
      readonly path: string | null;
      readonly asked: unknown;
      readonly turn?: string;
    }
  | ({ readonly type: 'returned'; readonly id: string } & Partial<ToolResult>);

const nothing: ToolResult = { result: 'nothing', lines: null, longestLine: null, pieces: null };

/**
 * Pairs every call with its result. A result that no further answer of the model follows was never sent to it: some CLIs run
 * the tools of their last answer and end, others skip them.
 */
export function pairUses(steps: readonly Step[]): ToolUse[] {
  const results = new Map(
    steps.flatMap((step, index) => (step.type === 'returned' ? [[step.id, { step, index }] as const] : [])),
  );
  return steps.flatMap((step) => {
    if (step.type !== 'called') return [];
    const { path, turn, asked } = step;
    const use = { path, asked: JSON.stringify(asked) ?? '' };
    const returned = results.get(step.id);
    const later = steps.slice((returned?.index ?? steps.length) + 1);
    if (!returned || !later.some((each) => isLaterAnswer(each, turn))) return [{ ...use, ...nothing }];
    const { type: _, id: __, ...result } = returned.step;
    return [{ ...use, ...nothing, result: 'shown', ...result }];
  });
}

const isLaterAnswer = (step: Step, turn: string | undefined): boolean =>
  step.type !== 'returned' && (turn === undefined || step.turn !== turn);

/** What the log shows of a run's tools: how many calls, the files of which something was shown, and each call's result. */
export function tellUses(
  uses: readonly ToolUse[],
  workspace: string,
): { toolCalls: number; pathsRead: string[]; uses: readonly ToolUse[] } {
  const shown = uses.filter(({ result }) => result === 'shown');
  const paths = shown.flatMap(({ path }) => path ?? []);
  return { toolCalls: uses.length, pathsRead: relativePaths(paths, workspace), uses };
}

/** What was said after the last tool call, each text in a block or message of its own. */
export function lastWords(steps: readonly Step[]): string[] {
  const begin = steps.findLastIndex(({ type }) => type === 'called') + 1;
  return steps.slice(begin).flatMap((step) => (step.type === 'said' ? [step.text] : []));
}
