import type { Arm, Proof } from '../../model/proof.ts';
import { isProven } from '../../model/report/proof-terms.ts';
import { fenceUntrusted } from '../fence.ts';

/** Of one script, and of what one run printed. */
const longest = { script: 8_000, output: 1_200 };
const trees: Partial<Record<Arm['arm'], string>> = {
  head: 'At the head',
  base: 'At the merge base',
  fixed: 'At the head with the proposed patch',
  mutated: 'At the head with the guard taken out',
};

/** Whether a script shows something of which one can say whether it is the claim. */
export const canBeJudged = ({ status }: Proof): boolean => isProven(status) || status === 'pre-existing';

/** What a script did on each tree, and not who wrote it. */
export function tellProof(proof: Proof): string {
  const runs = proof.arms.flatMap(({ arm, script, runs: [first], runs: { length } }) => {
    const words = trees[arm];
    if (first === undefined || words === undefined) return [];
    const what = script === 'tests' ? 'the repository’s own tests' : 'the script';
    return [
      `${words} ${what} ended ${length === 1 ? 'once' : `${length} times`} with exit code ${first.exitCode}.`,
      ...(script === 'repro' && first.output !== ''
        ? [fenceUntrusted('output', first.output.slice(-longest.output))]
        : []),
    ];
  });
  const script = proof.script.slice(0, longest.script);
  return `A script was run for this claim:\n\n${fenceUntrusted('script', script)}\n\n${runs.join('\n\n')}`;
}
