import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../helpers/repository.ts';

/** Arguments that have a review done by one custom agent `mine`, whose program is this JavaScript; `flags` are for Node. */
export function reviewedBy(
  script: string,
  {
    flags = [],
    ...settings
  }: { readonly flags?: readonly string[]; readonly environment?: readonly string[] } = {},
): string[] {
  const directory = temporaryDirectory();
  const program = join(directory, 'agent.mjs');
  const config = join(directory, 'deep-review.yml');
  writeFileSync(program, script);
  const mine = { command: [process.execPath, ...flags, program], ...settings };
  writeFileSync(config, JSON.stringify({ agents: { mine } }));
  return ['--config', config, '--agents', 'mine', '--min-reviewers', '1'];
}

/** JavaScript that prints a review, of which parts are replaced by the value of an expression. */
export const printReview = (parts: string): string => `console.log(JSON.stringify({
  summary: 'Read.', findings: [], design: { concerns: [], strengths: [] }, testing: { assessment: '', untested: [] },
  documentation: '', commits: '', limitations: [], coverage: [{ path: 'a.js', status: 'read' }], ...(${parts}),
}));`;
