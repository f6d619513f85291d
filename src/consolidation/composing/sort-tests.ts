import type { Arm, Proof } from '../../model/proof.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, countOf } from '../../model/report/wording.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';

/** What tests lack, sorted by what running scripts showed. */
export type SortedTests = NonNullable<Report['testing']['sorted']>;

/**
 * Sorts what tests lack. `required`: what nobody notices when it breaks, as running it showed, and scenarios of high risk; `covered`: guards
 * that were called untested, and that the repository's tests do notice; `optional`: the other scenarios; `executed`: what this review ran.
 */
export function sortTests(
  settled: readonly SettledFinding[],
  proofs: readonly Proof[],
  untested: Report['testing']['untested'],
): SortedTests {
  const scripted = settled.flatMap((finding) => (finding.proof ? [{ finding, ...finding.proof }] : []));
  const guards = scripted.filter(({ proof }) => proof.mutation !== null);
  const missing = scripted.filter(
    ({ finding, proof, review }) =>
      isStanding(finding) && review === 'confirmed' && proof.status.startsWith('proven-'),
  );
  const tellGuard = ({ finding, proof }: (typeof scripted)[number]) => ({
    text: `${finding.id}: ${finding.cluster.findings[0]?.title ?? ''}. ${proof.reason}`,
    agents: [proof.author],
  });
  const tellScenario = ({ scenario, agents }: (typeof untested)[number]) => ({ text: scenario, agents });
  return {
    required: [
      ...missing.map(tellGuard),
      ...untested.filter(({ risk }) => risk === 'high').map(tellScenario),
    ],
    covered: guards.filter(({ proof }) => failsWithoutGuard(proof)).map(tellGuard),
    optional: untested.filter(({ risk }) => risk !== 'high').map(tellScenario),
    executed: tellExecuted(settled, proofs),
  };
}

const testsOn = ({ arms }: Proof, name: Arm['arm']) =>
  arms.find(({ arm, script }) => arm === name && script === 'tests')?.runs[0]?.outcome;

const failsWithoutGuard = (proof: Proof): boolean =>
  testsOn(proof, 'head') === 'passes' && testsOn(proof, 'mutated') === 'fails';

/** One sentence for each script that ran, and for the repository's own tests. */
function tellExecuted(settled: readonly SettledFinding[], proofs: readonly Proof[]): string[] {
  const idOf = ({ finding, script }: Proof) =>
    settled.find(
      ({ proof, cluster }) =>
        (proof?.proof.finding === finding && proof.proof.script === script) ||
        cluster.findings.some(({ key }) => key === finding),
    )?.id;
  const scripts = proofs.flatMap((proof) => {
    const runs = proof.arms.filter(({ script }) => script === 'repro').flatMap((arm) => arm.runs).length;
    if (runs === 0) return [];
    const id = idOf(proof);
    const whose = `The script of ${agentTitle(proof.author)}${id === undefined ? '' : ` for ${id}`}`;
    return [`${whose} ran ${countOf(runs, 'time')}. ${proof.reason}`];
  });
  const tests = proofs.flatMap((proof) => {
    const [head, mutated] = [testsOn(proof, 'head'), testsOn(proof, 'mutated')];
    if (head === undefined) return [];
    const guard =
      mutated === undefined
        ? ''
        : ` without the guard of ${idOf(proof) ?? 'a finding'}: ${outcomeWords[mutated]}`;
    return [`The repository’s own tests at the head: ${outcomeWords[head]};${guard}.`.replace(/;\.$/, '.')];
  });
  return [...scripts, ...new Set(tests)];
}

const outcomeWords = { passes: 'passed', fails: 'failed', 'could-not-run': 'could not run' } as const;
