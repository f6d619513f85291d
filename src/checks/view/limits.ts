/** What keeps a hostile change from costing time or memory; where one is reached, the review's limitations say so. */
export const limits = {
  /** Findings of one check. */
  findings: 50,
  /** Bytes (UTF-16 units) of one file that is parsed or tokenised. */
  parsedFile: 1_000_000,
  /** Bytes (UTF-16 units) of all files that are parsed or tokenised. */
  parsedTotal: 8_000_000,
  /** Files read beyond the change, such as the lock file beside a manifest. */
  neighbours: 500,
  /** Units of a line up to which a file is tokenised; grammars are slow on minified code. */
  tokenisedLine: 5_000,
  /** Units of a line that a finding quotes. */
  quote: 200,
} as const;
