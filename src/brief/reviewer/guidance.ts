import type { Report } from '../../model/report/report-schema.ts';

/** What reviewers are told besides the change. */
export interface Guidance {
  /** The input `instructions`; where it names a file, that file's text. */
  readonly instructions: string;
  /** The report of the last round. */
  readonly previous: Report | null;
  /** How many agents get the briefs: their runs share `limits.max-runs`. Default: 1. */
  readonly reviewers?: number;
}
