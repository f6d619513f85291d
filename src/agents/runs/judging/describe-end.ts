import type { Ended } from '../../adapter/agent.ts';

/** How a child ended, in words, with the last thing it said on standard error: `exit code 3: no such model.` */
export function describeEnd(ended: Pick<Ended, 'exitCode' | 'signal' | 'stderr'>): string {
  const end =
    ended.signal === null ? `exit code ${ended.exitCode ?? 'unknown'}` : `killed by ${ended.signal}`;
  const lastWords = lastWordsOf(ended.stderr);
  return lastWords === '' ? `${end}.` : `${end}: ${lastWords}`;
}

/** The last line of standard error; but Node ends an uncaught error with its stack and its own version. */
export function lastWordsOf(stderr: string): string {
  const lines = stderr.trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  const telling = /^Node\.js v\d/.test(last)
    ? lines.findLast((line) => /^[\w.]*(?:Error|Exception)\b.*: /.test(line))
    : last;
  return (telling ?? last).trim().slice(0, 300);
}
