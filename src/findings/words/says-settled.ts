import { readSeverityPhrase } from './read-severity.ts';

/** Whether a status says that nothing is left to do. */
export function saysSettled(words: string): boolean {
  const text = words.replace(/[*_`~]/g, '').trim();
  const first = text.split(/[.,;:(（—–。，]/, 1)[0] ?? '';
  const { isSettled, isNone } = readSeverityPhrase(first);
  return (isSettled && !isNone) || /^✅|^correct[oa]?\b/iu.test(text);
}
