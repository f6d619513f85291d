import { createHash } from 'node:crypto';

/**
 * Marks text as data that others wrote, between two lines that carry the same code. The code depends on the text and does
 * not occur in it, so nothing inside can close the fence.
 * @param label what the text is, in our own words.
 */
export function fenceUntrusted(label: string, text: string): string {
  let code = codeOf(text);
  while (text.includes(code)) code = codeOf(code);
  return `[untrusted ${label} ${code}]\n${text}\n[end of untrusted ${label} ${code}]`;
}

const codeOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
