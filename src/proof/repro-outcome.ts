import type { ProcessEnd } from '../agents/processes/process.ts';
import type { ArmRun } from '../model/proof.ts';

/** How a run that is no verdict of the script itself ended. */
const limits: Readonly<Record<Exclude<ProcessEnd['cause'], 'exited' | 'exceeded'>, ArmRun['limit']>> = {
  missing: 'start',
  unstartable: 'start',
  'timed-out': 'time',
  cancelled: 'cancelled',
  flooded: 'output',
};

/** The defect shows with exit code 1 and a line of standard output that begins `REPRO:`; 0 is a pass; anything else could not run. */
export function readRepro(
  end: ProcessEnd,
  stdout: string,
): Pick<ArmRun, 'outcome' | 'exitCode' | 'limit' | 'shown'> {
  const limit =
    end.cause === 'exited'
      ? null
      : end.cause === 'exceeded'
        ? readExcess(end.excess ?? null)
        : limits[end.cause];
  const line = /^REPRO:(.*)$/m.exec(stdout)?.[1]?.trim() ?? null;
  const fails = limit === null && end.exitCode === 1 && line !== null;
  const passes = limit === null && end.exitCode === 0;
  return {
    outcome: fails ? 'fails' : passes ? 'passes' : 'could-not-run',
    exitCode: end.exitCode,
    limit,
    shown: fails ? line : null,
  };
}

const readExcess = (excess: string | null): ArmRun['limit'] =>
  excess === 'memory' || excess === 'processes' || excess === 'disk' ? excess : 'output';

/** The repository's own tests, its set-up and its checks pass with exit code 0 and fail with anything else. */
export function readTests(end: ProcessEnd): Pick<ArmRun, 'outcome' | 'exitCode' | 'limit' | 'shown'> {
  const read = readRepro(end, '');
  const fails = read.limit === null && end.exitCode !== null && end.exitCode !== 0;
  return { ...read, outcome: fails ? 'fails' : read.outcome };
}
