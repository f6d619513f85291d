import type { Arm, ArmRun, Proof } from '../model/proof.ts';
import type { ArmName, ProofStatus } from '../model/report/proof-terms.ts';

/** What the runs on one tree come to. `differs`: not the same each time; `absent`: nothing ran there. */
export type ArmOutcome = ArmRun['outcome'] | 'differs' | 'absent';

/** What a proof rests on, and nothing else. */
export type ProofBasis = Readonly<Record<ArmName, ArmOutcome>> & {
  /** Of the repository's own tests at the head, and with the guard taken out. */
  readonly tests: Readonly<Record<'head' | 'mutated', ArmOutcome>>;
  /** No file in which the trees differ was opened, though nothing was built of them before. */
  readonly opensNothing: boolean;
};

/** One row of the table. */
interface ProofRule {
  readonly applies: (basis: ProofBasis) => boolean;
  readonly status: ProofStatus;
  readonly reason: string;
}

const isFollowingText = (basis: ProofBasis): boolean =>
  basis.opensNothing ||
  !['absent', 'fails'].includes(basis['failing-annotated']) ||
  !['absent', 'passes'].includes(basis['passing-annotated']) ||
  // A comment amid a string may well keep the file from running; it turns no outcome round.
  basis['failing-interleaved'] === 'passes' ||
  basis['passing-interleaved'] === 'fails' ||
  basis['failing-veiled'] === 'passes' ||
  basis['passing-veiled'] === 'fails' ||
  isHeedless(basis);

/** No way of keeping the code from running made a difference, where there was any. */
const isHeedless = ({ 'passing-broken': passing, 'failing-broken': failing }: ProofBasis): boolean =>
  ['absent', 'passes'].includes(passing) &&
  ['absent', 'fails'].includes(failing) &&
  !(passing === 'absent' && failing === 'absent');

const staticReason =
  'The script’s outcome follows the text of the files and not what they do: it reads code instead of running it.';

/** For a finding whose guard was taken out: the script has to fail there, and only there. */
const guardRules: readonly ProofRule[] = [
  {
    applies: ({ head, mutated }) => head === 'differs' || mutated === 'differs',
    status: 'unstable',
    reason: 'The script did not end the same way each time.',
  },
  {
    applies: ({ head, mutated }) => head !== 'passes' || mutated === 'absent' || mutated === 'could-not-run',
    status: 'not-run',
    reason: 'The proposed test must pass at the head, and run without the guard.',
  },
  {
    applies: ({ mutated }) => mutated !== 'fails',
    status: 'not-reproduced',
    reason: 'The proposed test does not fail without the guard.',
  },
  {
    applies: ({ tests }) => tests.head !== 'passes' || tests.mutated === 'absent',
    status: 'not-run',
    reason: 'The repository’s own tests must pass at the head before a guard is taken out.',
  },
  {
    applies: ({ tests }) => tests.mutated !== 'passes',
    status: 'not-reproduced',
    reason: 'The repository’s own tests do not pass without the guard: it is tested.',
  },
  { applies: isFollowingText, status: 'static', reason: staticReason },
  {
    applies: () => true,
    status: 'proven-untested',
    reason: 'Without the guard the repository’s own tests still pass, and the proposed test fails.',
  },
];

/** For a finding with a repro: the first row that applies decides. */
const reproRules: readonly ProofRule[] = [
  {
    applies: ({ head }) => head === 'absent' || head === 'could-not-run',
    status: 'not-run',
    reason: 'The script could not run at the head.',
  },
  {
    applies: ({ head, base, fixed }) => [head, base, fixed].includes('differs'),
    status: 'unstable',
    reason: 'The script did not end the same way each time.',
  },
  {
    applies: ({ head }) => head === 'passes',
    status: 'not-reproduced',
    reason: 'The script passes at the head: it does not show the finding.',
  },
  { applies: isFollowingText, status: 'static', reason: staticReason },
  {
    applies: ({ base }) => base === 'passes',
    status: 'proven-regression',
    reason: 'The script fails at the head and passes at the merge base.',
  },
  {
    applies: ({ base }) => base === 'fails',
    status: 'pre-existing',
    reason: 'The script fails at the head and at the merge base alike.',
  },
  {
    applies: ({ fixed }) => fixed === 'passes',
    status: 'proven-defect',
    reason: 'The script fails at the head, passes with the patch, and could not run at the merge base.',
  },
  {
    applies: () => true,
    status: 'not-run',
    reason:
      'The script fails at the head, but nothing shows that it can pass: it could not run at the merge base, and no patch made it pass.',
  },
];

/** The decision: pure, by a table. Nothing that an agent says about a run is in it. */
export function decideProof(
  basis: ProofBasis,
  kind: 'repro' | 'guard',
): Pick<Proof, 'status' | 'reason' | 'fix'> {
  const rule = (kind === 'guard' ? guardRules : reproRules).find(({ applies }) => applies(basis));
  if (rule === undefined) throw new Error('no rule for a proof');
  return {
    status: rule.status,
    reason: rule.reason,
    fix: kind === 'repro' ? fixOf(basis, rule.status) : null,
  };
}

/** A patch is proven only together with the defect that it takes away. */
function fixOf({ fixed }: ProofBasis, status: ProofStatus): Proof['fix'] {
  if (fixed === 'absent' || !['proven-regression', 'proven-defect', 'pre-existing'].includes(status))
    return null;
  return fixed === 'passes' ? 'proven' : 'not-proven';
}

/** Sums the runs on each tree up: at least one, all alike. */
export function summariseArms(arms: readonly Arm[], opensNothing: boolean): ProofBasis {
  const outcome = (arm: ArmName, script: Arm['script'] = 'repro'): ArmOutcome => {
    const outcomes = new Set(
      arms
        .filter((one) => one.arm === arm && one.script === script)
        .flatMap(({ runs }) => runs.map((run) => run.outcome)),
    );
    const [first] = outcomes;
    return first === undefined ? 'absent' : outcomes.size === 1 ? first : 'differs';
  };
  return {
    head: outcome('head'),
    base: outcome('base'),
    fixed: outcome('fixed'),
    mutated: outcome('mutated'),
    'failing-annotated': outcome('failing-annotated'),
    'passing-annotated': outcome('passing-annotated'),
    'failing-interleaved': outcome('failing-interleaved'),
    'passing-interleaved': outcome('passing-interleaved'),
    'failing-veiled': outcome('failing-veiled'),
    'passing-veiled': outcome('passing-veiled'),
    'passing-broken': outcome('passing-broken'),
    'failing-broken': outcome('failing-broken'),
    opensNothing,
    tests: { head: outcome('head', 'tests'), mutated: outcome('mutated', 'tests') },
  };
}
