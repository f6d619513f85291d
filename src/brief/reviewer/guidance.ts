import type { HouseRules } from '../../change/files/house-rules.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { Scope } from '../../model/report/scope-schema.ts';

/** What reviewers are told besides the change. */
export interface Guidance {
  /** The input `instructions`; where it names a file, that file's text. */
  readonly instructions: string;
  /** The base's rules for the changed files. Default: none. */
  readonly houseRules?: readonly HouseRules[];
  /** What other tools said of the change, one a line. Default: nothing. */
  readonly tools?: readonly string[];
  /** The report of the last round. */
  readonly previous: Report | null;
  /** Which files are reviewed in this round, and why; absent where all are. */
  readonly scope?: Scope | undefined;
  /** How many agents get the briefs: their runs share `limits.max-runs`. Default: 1. */
  readonly reviewers?: number;
}
