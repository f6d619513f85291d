import { readSeverityPhrase } from './read-severity.ts';
import { approvalMarks } from './severity-words.ts';

/** Whether what stands where findings should says that there are none: `None.`, `No critical issues were found`, `✅ All clear` */
export function saysNothing(words: string): boolean {
  const first = words.replace(/^[\s>*_`-]+/, '').split(/[.!。\n]/, 1)[0] ?? '';
  if (!/\p{L}{3}/u.test(first)) return true;
  return (
    readSeverityPhrase(first).isNone ||
    approvalMarks.test(words.slice(0, 200)) ||
    /\b(?:no|none|nothing|n\/a|not (?:found|any|applicable)|clean|solid|looks? (?:good|fine|correct))\b|keine|aucun|ningun|nenhum|无|没有|なし|ありません|없/i.test(
      first,
    )
  );
}
