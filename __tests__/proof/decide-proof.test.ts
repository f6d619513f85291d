import { describe, expect, test } from 'vitest';
import { type ArmName, armNames } from '../../src/model/report/proof-terms.ts';
import { type ArmOutcome, decideProof, type ProofBasis } from '../../src/proof/decide-proof.ts';

const outcomes: readonly ArmOutcome[] = ['fails', 'passes', 'could-not-run', 'differs', 'absent'];

const basisOf = (
  arms: Partial<Record<ArmName, ArmOutcome>>,
  tests: Partial<ProofBasis['tests']> = {},
): ProofBasis => ({
  ...(Object.fromEntries(armNames.map((arm) => [arm, 'absent'])) as Record<ArmName, ArmOutcome>),
  ...arms,
  tests: { head: 'absent', mutated: 'absent', ...tests },
  opensNothing: false,
});

describe('a repro', () => {
  test.each<[ArmOutcome, ArmOutcome, ArmOutcome, string, string | null]>([
    ['fails', 'passes', 'absent', 'proven-regression', null],
    ['fails', 'passes', 'passes', 'proven-regression', 'proven'],
    ['fails', 'passes', 'fails', 'proven-regression', 'not-proven'],
    ['fails', 'passes', 'could-not-run', 'proven-regression', 'not-proven'],
    ['fails', 'could-not-run', 'passes', 'proven-defect', 'proven'],
    ['fails', 'could-not-run', 'absent', 'not-run', null],
    ['fails', 'could-not-run', 'fails', 'not-run', null],
    ['fails', 'fails', 'absent', 'pre-existing', null],
    ['fails', 'fails', 'passes', 'pre-existing', 'proven'],
    ['fails', 'fails', 'fails', 'pre-existing', 'not-proven'],
    ['passes', 'passes', 'absent', 'not-reproduced', null],
    ['passes', 'fails', 'passes', 'not-reproduced', null],
    ['differs', 'passes', 'passes', 'unstable', null],
    ['fails', 'differs', 'passes', 'unstable', null],
    ['fails', 'passes', 'differs', 'unstable', null],
    ['could-not-run', 'passes', 'passes', 'not-run', null],
    ['absent', 'absent', 'absent', 'not-run', null],
  ])('that at the head %s, at the base %s and with the patch %s is %s', (head, base, fixed, status, fix) => {
    expect(decideProof(basisOf({ head, base, fixed }), 'repro')).toMatchObject({ status, fix });
  });

  test('is proof only where it fails at the head each time and passes on another tree each time', () => {
    for (const head of outcomes)
      for (const base of outcomes)
        for (const fixed of outcomes) {
          const { status } = decideProof(basisOf({ head, base, fixed }), 'repro');
          if (!status.startsWith('proven-')) continue;
          expect(head).toBe('fails');
          expect([base, fixed]).toContain('passes');
        }
  });

  test.each<Partial<ProofBasis>>([
    { 'failing-annotated': 'passes' },
    { 'failing-annotated': 'could-not-run' },
    { 'passing-annotated': 'fails' },
    { 'passing-annotated': 'could-not-run' },
    { 'failing-interleaved': 'passes' },
    { 'passing-interleaved': 'fails' },
    { 'failing-veiled': 'passes' },
    { 'passing-veiled': 'fails' },
    { 'passing-broken': 'passes' },
    { 'failing-broken': 'fails' },
    { 'passing-broken': 'passes', 'failing-broken': 'fails' },
    { opensNothing: true },
  ])('that follows the text of files is static: %o', (seen) => {
    const basis = { ...basisOf({ head: 'fails', base: 'passes' }), ...seen };
    expect(decideProof(basis, 'repro').status).toBe('static');
  });

  test.each<Partial<ProofBasis>>([
    { 'passing-broken': 'differs' },
    { 'passing-broken': 'fails' },
    { 'passing-broken': 'could-not-run' },
    { 'passing-broken': 'passes', 'failing-broken': 'passes' },
    { 'passing-broken': 'passes', 'failing-broken': 'could-not-run' },
    { 'failing-interleaved': 'could-not-run', 'passing-interleaved': 'could-not-run' },
  ])('that notices one way of breaking the code runs it: %o', (seen) => {
    const annotated = { 'failing-annotated': 'fails', 'passing-annotated': 'passes' } as const;
    const basis = { ...basisOf({ head: 'fails', base: 'passes', ...annotated }), ...seen };
    expect(decideProof(basis, 'repro').status).toBe('proven-regression');
  });
});

describe('a guard taken out', () => {
  test.each<[ArmOutcome, ArmOutcome, ArmOutcome, ArmOutcome, string]>([
    ['passes', 'fails', 'passes', 'passes', 'proven-untested'],
    ['passes', 'fails', 'passes', 'fails', 'not-reproduced'],
    ['passes', 'passes', 'passes', 'passes', 'not-reproduced'],
    ['passes', 'fails', 'fails', 'passes', 'not-run'],
    ['passes', 'fails', 'passes', 'absent', 'not-run'],
    ['fails', 'fails', 'passes', 'passes', 'not-run'],
    ['differs', 'fails', 'passes', 'passes', 'unstable'],
  ])(
    'with the proposed test %s at the head and %s without it, the own tests %s and %s, is %s',
    (head, mutated, before, after, status) => {
      const basis = basisOf({ head, mutated }, { head: before, mutated: after });
      expect(decideProof(basis, 'guard').status).toBe(status);
    },
  );
});
