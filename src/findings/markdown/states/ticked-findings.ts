import { defect } from '../../words/defects-in-prose.ts';
import { beginsWithPastChange } from '../../words/past-change.ts';
import { complains } from '../../words/tone.ts';
import { readPlaces } from '../heads/inline-places.ts';

/** Says that something was looked at and found to be in order, at the start of an item or at its end. */
const passed =
  /^\W*(?:checked|verified|confirmed|reviewed|tested|ensured|validated|passed)\b|\b(?:checked|verified|confirmed|reviewed|tested|validated|pass(?:es|ed)?|in place|looks? (?:good|fine|correct)|as expected)\b(?=\W*(?:$|(?:in|at|by|for|with) \S+\W*$))/i;

/** `no injection`, but not `no injection check`, which complains. */
const deniedDefect =
  /\b(?:no|without|free of|prevents?|avoids?|(?:is|are) (?:not|never))\s+(?:[\w-]+\s+){0,2}?(?:bugs?|vulnerab\w+|injections?|xss|crash\w*|leak\w*|races?|race conditions?|deadlocks?|data loss|overflows?|regressions?|secrets?|credentials?|passwords?|tokens?|hard-?coded\b[\w ]*|issues?|problems?|errors|warnings|logged|exposed)\b(?!\s+(?:check|handl|protect|guard|valid|prevent|detect|escap|limit|recover|report|log|expir|rotat|encrypt)\w*)/gi;

/** Fewer words are the name of what was looked for: `Race conditions`. */
const leastWords = 4;

/** Whether the words of a ticked item below a level tell what is wrong, and neither what was done nor what has passed a check. */
export function isTickedFinding(words: string): boolean {
  if (beginsWithPastChange(words)) return false;
  const [line = ''] = words.split('\n', 1);
  if (passed.test(line)) return false;
  const left = line.replace(deniedDefect, ' ');
  const places = readPlaces(line);
  if (places.some(({ startLine }) => startLine !== null)) return left === line || complains(left);
  if (places.length > 0) return complains(left);
  return left === line && defect.test(line) && (line.match(/[\p{L}\p{N}]+/gu) ?? []).length >= leastWords;
}
