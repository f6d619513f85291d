import type { Brief } from '../../src/model/brief.ts';

/** A reviewer's brief about `a.ts`. */
export function buildBrief(overrides: Partial<Brief> = {}): Brief {
  return {
    suffix: '',
    role: 'reviewer',
    text: 'Review the change.\n',
    files: { 'change.diff': '--- a/a.ts\n+++ b/a.ts\n', 'manifest.json': '[]\n' },
    schema: { type: 'object' },
    assigned: ['a.ts'],
    inlined: true,
    subjects: {},
    ...overrides,
  };
}
