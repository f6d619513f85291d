import { defect } from './defects-in-prose.ts';
import { readSeverityPhrase } from './read-severity.ts';
import { approvalMarks } from './severity-words.ts';

const nouns =
  'issue|problem|blocker|concern|finding|bug|vulnerability|vulnerabilitie|defect|regression|suggestion|comment|flaw|violation|objection|remark|showstopper';

/** Sentences that say that there are no findings; never that something is missing: `There is no lock` is a finding. */
const denials: readonly RegExp[] = [
  // `None`, `N/A`, `Nothing to report`, `I see nothing that blocks`, `This change introduces none`
  /^\P{L}*(?:none|n\/a|not applicable)(?!\s+of\b)(?:\P{L}|$)/iu,
  /\bnone\P{L}*$/iu,
  /\bnothing(?:\P{L}*$|\s+(?:was |were |is )?(?:found|identified|blocking|critical|major|serious|significant|severe|urgent|else|here|new|further|noted|outstanding|of note|stood out|stands out|to (?:report|fix|add|flag|address|note)|(?:that|which) (?:block|must|need|would|should|stood|stands)|at this|in this (?:change|diff|pr|category|section)|blocks|rises to)\b)/iu,
  new RegExp(
    String.raw`(?:^\P{L}*|\b(?:found|find|see|saw|identified|detected|noticed|spotted|are|were|is|was|has|have|had|with|raises?|introduces?|contains?)\s+)(?:no|zero)\s+(?:(?:[\w/’'-]+\s+){0,3}(?:${nouns})s|(?:[\w/-]+\s+)?(?:${nouns}))(?=\P{L}*$|\s*[,;:(—–-]|\s+(?:found|were|was|are|have|has|in|at|that|which|with|identified|remain|remaining|here|noted|detected|to|for|on|of|from|worth|requiring|stood|stand|observed|spotted|introduced|and|or|beyond)\b)`,
    'iu',
  ),
  /\b(?:not|never|n[’']t|unable to|failed to)\s+(?:find|found|see|seen|identify|identified|spot|detect|notice|have|aware of)\s+any/iu,
  /^\P{L}*(?:特に|該当|该项|本项)?(?:なし|無し|ありません(?:でした)?|无|暂无|没有|未发现|해당\s?없음|없음|없습니다|keine|aucune?|ninguno|ninguna|nenhuma?|nessuno|nessuna|нет)\P{L}*$/iu,
];
const praise =
  /^(?:\P{L}*(?:clean|solid|lgtm|all (?:good|clear))\b|(?:[\p{L}’'-]+\s+){0,8}(?:looks?|is|are|appears?|seems?)\s+(?:[\p{L}-]+\s+){0,2}(?:good|fine|clean|solid|correct|ok|okay|sound|safe)\b)/iu;

/** Whether what stands where findings should says that there are none: `None.`, `No critical issues were found`, `✅ All clear` */
export function saysNothing(words: string): boolean {
  const first = words.replace(/^[\s>*_`-]+/, '').split(/[.!。\n]/, 1)[0] ?? '';
  if (!/\p{L}{3}/u.test(first) && words.length < 40) return true;
  return (
    readSeverityPhrase(first).isNone ||
    approvalMarks.test(words.slice(0, 200)) ||
    denials.some((denial) => denial.test(first)) ||
    (praise.test(first) && !defect.test(first))
  );
}
