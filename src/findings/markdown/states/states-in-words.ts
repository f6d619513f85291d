import { saysOpen, saysStillOpen } from '../../words/says-settled.ts';
import type { Block } from '../document/blocks.ts';
import { ids, namedIn, namesIn, type State, saysRepaired } from './state.ts';

/** Where a repair may stand; any other words behind `fixed` may limit it: `in the docs`, `in part`, `by adding a check`. */
const where = String.raw` (?:in|by|with|at|since|as of|via) (?:(?:the |this |our )?(?:same |latest |current |new )?(?:commit|PR|MR|pull request|branch|round|revision|version|iteration|pass|update|patch|changes?|diff|head)\b(?: #?[\w.]{1,40})?|#\d{1,6}|[0-9a-f]{7,40}|v?\d+(?:\.\d+)+|\d{4}-\d\d-\d\d|(?:a )?(?:regression |unit )?tests?)`;
const label = String.raw`(?:[\p{L} ]{0,30}\b(?:[Ss]tatus|[Uu]pdate|[Pp]rogress)[:：] *)?`;
/** `is fixed` may say how to, or when a merge is due; `is now fixed` does not. */
const verb = `(?:(?:have|has)(?: all| now| already)? been|(?:was|were)(?: all| now| already)?|(?:is|are)(?: all)? (?:now|already))`;
const settled = [
  String.raw`^${label}(?<ids>${ids})(?:,? (?:and|und|et|y) [^.,;:]{1,60}?)? ${verb} (?<state>\p{L}+)(?:${where})?\.?$`,
  String.raw`^(?<state>[\p{L} ]{2,40}?)(?:${where})?(?: ?\((?:\d{1,3}|${where})\))? ?[:：—–-]+ *(?<ids>${ids})\.?$`,
  String.raw`^(?<ids>${ids}) ?[:：—–-]+ *(?<state>[\p{L} ]{2,40}?)(?:${where})?\.?$`,
].map((source) => new RegExp(source, 'u'));

/** Begins or says what takes back the sentence before. */
const takesBack =
  /^(?:but|however|yet|although|though|still|unfortunately|except|aber|jedoch|allerdings|pero|sin embargo|mais|cependant|toutefois|però|porém|но|однако)\b|^(?:но|однако|但|然而|不过|ただし|しかし|하지만|그러나)|\bfix(?:es)? (?:is|was|does|did|do|has|have|are)\b|\b(?:incomplete|insufficient|regress\w*|reintroduced|broken|wrong|not|never|came back|is back)\b|n't\b/iu;

/** Says of what it names that it is left to do. */
const asksFor =
  /\b(?:not|never|must|should|needs?|has to|have to|blocks?|blocking|blockers?|cannot|required)\b|n't\b/i;

/** Comes before conditions, plans and what was said of another review. */
const hypothetical =
  /\b(?:when|once|if|until|unless|as soon as|after|before|provided|conditions?|criteria|checklist|definition of done|plan(?:ned)?|todo|to do|next steps|expected|expect)\b/i;
const ofOthers =
  /\b(?:previous(?:ly)?|prior|earlier|last|past|former|older|vorherig\w*|letzten?|früher\w*|anterior(?:es)?|pr[ée]c[ée]dent\w*|precedent\w*|vorige|eerdere)\b|предыдущ|прошл|上一轮|上轮|上次|之前|前回|以前の|이전|지난/iu;

/** Whether what stands below a title, or behind a line that leads to it, tells no states of this review's findings. */
export const isOfOtherStates = (title: string): boolean => hypothetical.test(title) || ofOthers.test(title);

/** The states that the sentences of a paragraph or a list tell; `lead` is the paragraph right above. */
export function statesOfWords({ node, source }: Block, lead: string): State[] {
  if (node.type !== 'paragraph' && node.type !== 'list') return [];
  const isBelowOther = /[:：]\W*$/.test(lead) && isOfOtherStates(lead);
  return source
    .slice(0, 20_000)
    .replace(/[*`~]/g, '')
    .split(/\n/)
    .flatMap((line) => {
      const sentences = line
        .split(/(?<=[.;!?。；])\s+/)
        .map((sentence) => sentence.replace(/^[\s>+-]+/, '').trim());
      return sentences.flatMap((sentence, index) => statesOfSentence(sentence, sentences[index + 1] ?? ''));
    })
    .filter(({ isSettled }) => !isSettled || !isBelowOther);
}

function statesOfSentence(sentence: string, next: string): State[] {
  if (sentence.length > 300) return [];
  const { ids: named = '', state = '' } =
    settled.map((form) => form.exec(sentence)?.groups).find((groups) => saysRepaired(groups?.state ?? '')) ??
    {};
  const isOpen = saysOpen(sentence) || ofOthers.test(sentence);
  // What follows may speak of another finding.
  const isTakenBack = namedIn(next).length === 0 && (takesBack.test(next) || saysOpen(next));
  if (state !== '' && !isOpen)
    return isTakenBack ? [] : namesIn(named).map((name) => ({ name, isSettled: true, words: '' }));
  const isTitle = new RegExp(`^${ids} ?[:：.)—–-]`, 'u').test(sentence);
  if (!saysStillOpen(sentence) && (isTitle || !asksFor.test(sentence))) return [];
  return namedIn(sentence).map((name) => ({ name, isSettled: false, words: '' }));
}
