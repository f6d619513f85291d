import { saysOpen } from '../words/says-settled.ts';
import { countStillThereIn } from './still-there-abroad.ts';

/** What tells of repairs that somebody makes. */
export const repairs =
  /\b(?:fix|repair|correct|address|resolv|solv|clos|remov|eliminat|prevent|avoid|handl|catch)(?:s|es|ing)\b/i;
/** What says that something may be, or is not. */
export const unsure =
  /\b(?:no|not|none|never|without|neither|nor|any|if|whether|unless|once|until|when|were|might|may)\b|n[’']t\b/i;
const unsolved = /\bnot (?:yet )?(?:been )?(?:fixed|resolved|addressed|solved|done)\b/gi;
const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const number = new RegExp(String.raw`\b(?:${numbers.join('|')})\b`, 'gi');
const blocking = /\b(?:critical|block\w+|must[- ]fix|show-?stoppers?)\b/i;
/** A finding that blocks, by its name, and how many. */
const blocker = String.raw`(?:(?:critical|(?:merge[- ])?blocking|must[- ]fix)\s+(?:issue|finding|bug|problem|item|defect|concern|vulnerabilit|flaw|one)|blocker|show-?stopper)\w*`;
/** That it is there still is said of it, and of nothing that it does: `remains`, but not `that remains`. */
const openBlocker = new RegExp(
  String.raw`(?:\b(?<count>\d{1,3})\s+)?(?:[\w-]+\s+){0,3}?\b(?:(?:still|remaining|unresolved|open)\s+(?:[\w-]+\s+){0,2}?${blocker}` +
    String.raw`|${blocker}\s+(?:(?:from|in|on|of)\s+(?:(?!that\b|which\b|where\b)\S+\s+){1,4}?)?(?:remains?|persists?|still|unresolved|(?:is|are|has|have)\s+(?:still|open|un\w+ed|not)))\b`,
  'i',
);

/** A line with the numbers of what blocks in figures: `one blocking issue`. */
export const inFigures = (line: string): string =>
  blocking.test(line)
    ? line.replace(number, (word) => String(numbers.indexOf(word.toLowerCase()) + 1))
    : line;

/** `Remaining blockers: none` */
const saysNone =
  /(?:[:：|]|\s[(（–—-]|（)\s*\**(?:0|none|nil|zero|no|n\/a|keine?|aucune?|ning[uú]n[oa]?|nenhum[a]?|nessun[oa]?|нет|无|無|没有|なし|없음)\**\s*[|)）]?\s*$/iu;

/** How many findings that block a line says to be there still, whatever it tells of the past: `The blocking issue from before remains.` */
export const stillThere = (line: string): number =>
  line
    .split(/[,;.!?，。；！？、]|\b(?:but|and)\b/)
    .filter((sentence) => !saysNone.test(sentence))
    .flatMap((sentence) => sentence.split(/[:()：（）]|\s[-–—]\s/))
    .reduce((sum, clause) => sum + stillIn(clause), 0);

function stillIn(clause: string): number {
  const abroad = countStillThereIn(clause);
  if (abroad > 0) return abroad;
  if (!saysOpen(clause) || unsure.test(clause.replace(unsolved, '')) || repairs.test(clause)) return 0;
  const found = openBlocker.exec(inFigures(clause));
  return found === null ? 0 : Number(found.groups?.count ?? 1);
}
