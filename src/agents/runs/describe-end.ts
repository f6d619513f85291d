import type { Ended } from '../agent.ts';

/** How a child ended, in words, with the last thing it said on standard error: `exit code 3: no such model.` */
export function describeEnd(ended: Pick<Ended, 'exitCode' | 'signal' | 'stderr'>): string {
  const end =
    ended.signal === null ? `exit code ${ended.exitCode ?? 'unknown'}` : `killed by ${ended.signal}`;
  const lastWords = ended.stderr.trimEnd().split('\n').at(-1)?.trim().slice(0, 300) ?? '';
  return lastWords === '' ? `${end}.` : `${end}: ${lastWords}`;
}
