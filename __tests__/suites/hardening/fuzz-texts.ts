import fc from 'fast-check';
import { kinds, type Review, severities } from '../../../src/model/answers/review-schema.ts';
import { hostileTexts } from '../../helpers/hostile.ts';

/** Any text at all: words, controls, lone surrogates, and what breaks careless readers. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(...Object.values(hostileTexts)),
);

/** Pieces put together in any order. */
export const textOf = (pieces: readonly string[], maxLength = 40): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 6 })), {
      maxLength,
    })
    .map((parts) => parts.join(''));

const line = fc.option(fc.integer({ min: 1, max: 5_000 }));
const optional = fc.option(anyText);

/** A review that meets the schema, whatever its texts. */
export const anyReview: fc.Arbitrary<Review> = fc.record({
  summary: anyText,
  findings: fc.array(
    fc.record({
      severity: fc.constantFrom(...severities),
      kind: fc.option(fc.constantFrom(...kinds)),
      title: anyText,
      path: optional,
      startLine: line,
      endLine: line,
      quote: optional,
      explanation: anyText,
      evidence: fc.constant([]),
      fix: optional,
      patch: optional,
      repro: fc.option(fc.record({ script: anyText, needs: optional, shows: optional })),
      mutation: optional,
    }),
    { maxLength: 4 },
  ),
  design: fc.constant({ concerns: [], strengths: [] }),
  testing: fc.record({ assessment: anyText, untested: fc.constant([]) }),
  documentation: anyText,
  commits: anyText,
  limitations: fc.array(anyText, { maxLength: 2 }),
  coverage: fc.constant([]),
  requests: fc.constant([]),
});
