import { readSeverityPhrase } from './read-severity.ts';
import { approvalMarks } from './severity-words.ts';
import { complains } from './tone.ts';

const nouns =
  'issue|problem|blocker|concern|finding|bug|vulnerability|vulnerabilitie|defect|regression|suggestion|comment|flaw|violation|objection|remark|showstopper';

/** Verbs of who looks for findings, and of what holds some. */
const has =
  '(?:found|finds?|see|saw|identified|detected|noticed|spotted|are|were|is|was|has|have|had|with|raises?|introduces?|contains?|reports?)';
const seen =
  '(?:found|identified|noted|noticed|detected|observed|reported|seen|spotted|raised|introduced|remaining|outstanding)';
/** Behind a denial the sentence ends, or says where, since when or of what there is none; else it is about something. */
const ends = String.raw`(?=\P{L}*$|\s*[,;:(—–-]|\s+(?:in|at|on|of|from|to|that|which|beyond|besides|here\P{L}*$|so far|yet|stood|stands|worth|requiring|blocking|${seen})\b|\s+(?:is|are|was|were|has been|have been)\s+(?:${seen}|blocking|critical|needed|required|apparent|known)\b)`;

/** Sentences that say that there are no findings; never that something is missing: `There is no lock` is a finding. */
const denials: readonly RegExp[] = [
  // `None`, `N/A for this change`, `I found none`
  new RegExp(
    String.raw`^\P{L}*(?:none(?!\s+of\b)|(?:n\/a|not applicable)(?:\s+(?:for|here)\b.*)?)${ends}`,
    'iu',
  ),
  new RegExp(String.raw`\b${has}\s+none\P{L}*$`, 'iu'),
  // `Nothing to report`, `I see nothing that blocks`
  new RegExp(
    String.raw`(?:^\P{L}*|\b${has}\s+)nothing(?:\P{L}*$|\s+(?:(?:was |were |is )?${seen}|blocking|critical|major|serious|significant|severe|urgent|else|here|new|further|of note|stood out|stands out|to (?:report|fix|add|flag|address|note)|(?:that|which) (?:blocks?|must|needs?|would|should|stood|stands)|in this (?:change|diff|pr|category|section)|blocks (?:this|merging|the (?:merge|pr|pull|release|change))|rises to)${ends})`,
    'iu',
  ),
  new RegExp(
    String.raw`(?:^\P{L}*|\b${has}\s+)(?:no|zero)\s+(?:(?:[\w/’'-]+\s+){0,3}(?:${nouns})s|(?:[\w/-]+\s+)?(?:${nouns}))(?=\P{L}*$|\s*[,;:(—–-]|\s+(?:found|were|was|are|have|has|in|at|that|which|with|identified|remain|remaining|here|noted|detected|to|for|on|of|from|worth|requiring|stood|stand|observed|spotted|introduced|and|or|beyond)\b)`,
    'iu',
  ),
  /\b(?:not|never|n[’']t|unable to|failed to)\s+(?:find|found|see|seen|identify|identified|spot|detect|notice|have|aware of)\s+any/iu,
  /^\P{L}*(?:特に|該当|该项|本项)?(?:なし|無し|ありません(?:でした)?|无|暂无|没有|未发现|해당\s?없음|없음|없습니다|keine|aucune?|ninguno|ninguna|nenhuma?|nessuno|nessuna|нет)\P{L}*$/iu,
];
const praise =
  /^(?:\P{L}*(?:clean|solid|lgtm|all (?:good|clear))(?=\P{L}*$|\s*[,;:—–-]|\s+(?:in|on|from|for|overall|here|to me|code|work|change|implementation)\b)|(?:[\p{L}’'-]+\s+){0,8}(?:looks?|is|are|appears?|seems?)\s+(?:[\p{L}-]+\s+){0,2}(?:good|fine|clean|solid|correct|ok|okay|sound|safe)\b)/iu;

/** Whether what stands where findings should says that there are none: `None.`, `No critical issues were found`, `✅ All clear` */
export function saysNothing(words: string): boolean {
  const first = words.replace(/^[\s>*_`-]+/, '').split(/[.!。\n]/, 1)[0] ?? '';
  if (!/\p{L}{3}/u.test(first) && words.length < 40) return true;
  return (
    readSeverityPhrase(first).isNone ||
    approvalMarks.test(words.slice(0, 200)) ||
    denials.some((denial) => denial.test(first)) ||
    (praise.test(first) && !complains(first))
  );
}
