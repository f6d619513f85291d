import type { Change } from '../model/change/change.ts';
import type { ToolResults } from '../model/tool-result.ts';
import { chooseResults } from './choose-results.ts';
import { describeResults, recordResults, type ToolsRecord } from './present-results.ts';
import { readSarifFiles } from './read-sarif-files.ts';

/** What a review is given of other tools. */
export interface GatheredResults {
  /** Null where they said nothing of the change. */
  readonly record: ToolsRecord | null;
  /** For briefs, one a line. */
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Gathers what other tools said of a change: of SARIF files, and of what is known already.
 * @param checks what the head's checks said.
 * @param at milliseconds since the epoch.
 */
export async function gatherResults(
  change: Change,
  sarif: readonly string[],
  checks: ToolResults,
  directory: string,
  at: number,
): Promise<GatheredResults> {
  const files = await readSarifFiles(sarif, directory);
  const { chosen, notes } = chooseResults([...files.results, ...checks.results], change, directory);
  return {
    record: chosen.length === 0 ? null : recordResults(chosen, at),
    lines: describeResults(chosen),
    notes: [...files.notes, ...checks.notes, ...notes],
  };
}
