import type { Configuration } from '../../config/configuration.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import type { PathHistory } from '../ends/history.ts';
import type { PathAttributes } from './attributes.ts';
import { createClassifier } from './classify.ts';
import { isMarkedGenerated } from './generated-markers.ts';
import { createRiskRanker } from './risk.ts';

/** What is known of the files beside the diff itself. */
export interface FileFacts {
  readonly attributes: ReadonlyMap<string, PathAttributes>;
  /** Paths that say at the merge base that they are generated. */
  readonly marked: ReadonlySet<string>;
  readonly history: ReadonlyMap<string, PathHistory>;
  /** Whether any test is touched. */
  readonly touchesTests: boolean;
}

/** Gives each file its class and its risk, and puts the most risky first. */
export function judgeFiles(
  parsed: readonly ParsedFile[],
  facts: FileFacts,
  configuration: Configuration,
): ChangedFile[] {
  const classify = createClassifier(configuration);
  const rank = createRiskRanker({ ...facts, sensitive: configuration.sensitive });
  const files = parsed.map((file): ChangedFile => {
    const { isLossy: _, ...rest } = file;
    const attributes = facts.attributes.get(file.path);
    const classed = { ...rest, ...classify(file, attributes, isMarkedGenerated(file, facts.marked)) };
    return { ...classed, ...rank(classed) };
  });
  return files.sort((a, b) => b.risk - a.risk || comparePaths(a.path, b.path));
}

/** Code units, not locales: the same order everywhere. */
const comparePaths = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
