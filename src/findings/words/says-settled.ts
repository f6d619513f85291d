import { readSeverityPhrase } from './read-severity.ts';

/** Whether a status says that nothing is left to do. */
export function saysSettled(words: string): boolean {
  const text = words.replace(/[*_`~]/g, '').trim();
  const first = text.split(/[.,;:(（—–。，]/, 1)[0] ?? '';
  const { isSettled, isNone } = readSeverityPhrase(first);
  return (isSettled && !isNone) || /^✅|^correct[oa]?\b/iu.test(text);
}

/** Whether a line says that the matter is dealt with, and nothing else: `**Fixed** ✅`. */
export function saysOnlySettled(line: string): boolean {
  // `**Open/Closed:**` is a label, and a principle.
  if (line.length > 40 || /[/:：]/.test(line)) return false;
  const { isSettled, isNone, isPure } = readSeverityPhrase(line);
  return isSettled && isPure && !isNone;
}
