import { isJsonObject } from './events.ts';

/**
 * The answer among the texts that a model said last: the last that is one JSON object, since some say a word before or after it;
 * otherwise all of them.
 */
export function answerAmong(texts: readonly string[]): string {
  return texts.findLast(isJsonObject) ?? texts.filter((text) => text.trim() !== '').join('\n\n');
}
