import type { Ended } from '../adapter/agent.ts';

/** How a child ended, in words, with the last thing it said on standard error: `exit code 3: no such model.` */
export function describeEnd(ended: Pick<Ended, 'exitCode' | 'signal' | 'stderr'>): string {
  const end =
    ended.signal === null ? `exit code ${ended.exitCode ?? 'unknown'}` : `killed by ${ended.signal}`;
  const lastWords = lastWordsOf(ended.stderr.trimEnd().split('\n')).trim().slice(0, 300);
  return lastWords === '' ? `${end}.` : `${end}: ${lastWords}`;
}

/** The last line; but Node ends an uncaught error with its stack and its own version. */
function lastWordsOf(lines: readonly string[]): string {
  const last = lines.at(-1) ?? '';
  if (!/^Node\.js v\d/.test(last)) return last;
  return lines.findLast((line) => /^[\w.]*(?:Error|Exception)\b.*: /.test(line)) ?? last;
}
