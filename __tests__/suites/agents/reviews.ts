import type { Review } from '../../../src/model/answers/review-schema.ts';

/** A review without findings that covers `a.ts`. */
export const cleanReview: Review = {
  summary: 'The change replaces the only line of a.ts.',
  findings: [],
  design: { concerns: [], strengths: ['It is small.'] },
  testing: { assessment: 'Nothing to test.', untested: [] },
  documentation: 'None needed.',
  commits: 'One commit, well named.',
  limitations: [],
  coverage: [{ path: 'a.ts', status: 'read' }],
  requests: [],
};

/** The same with one finding. */
export const findingReview: Review = {
  ...cleanReview,
  findings: [
    {
      severity: 'important',
      kind: 'regression',
      title: 'The first line is lost',
      path: 'a.ts',
      startLine: 1,
      endLine: 1,
      quote: 'two',
      explanation: 'Callers rely on the old text.',
      evidence: [],
      fix: 'Keep it.',
      patch: null,
      repro: {
        script: '[ "$(cat a.ts)" = one ] || {\n  echo "REPRO: it is \'$(cat a.ts)\'"\n  exit 1\n}\n',
        needs: null,
        shows: 'The old text is gone.',
      },
      mutation: null,
    },
  ],
};
