import type { QuoteMatch } from '../../../change/places/quote.ts';
import { squeeze } from '../../../change/places/squeeze.ts';
import { sharedWords, tellingWords, valuesGivenIn, wordsIn } from './words-of-code.ts';

/** A citation with the code that it points at. */
export interface CitedCode {
  readonly path: string;
  /** What the citation itself is said to show. */
  readonly text: string | null;
  readonly code: string;
  readonly place: QuoteMatch;
  /** The lines complained of: what stands there too, everybody speaks of who speaks of the claim. */
  readonly topic: string;
  /** Whether it stands in a file that the claim is not about. */
  readonly isForeign: boolean;
  /** Whether it stands next to the lines complained of, or a few lines from them. */
  readonly isBeside: boolean;
  /** Whether it has to do with the claim: else its number alone says nothing. */
  readonly isRelated: boolean;
}

/** What people call code, and how it looks. */
const looks: readonly (readonly [called: RegExp, code: RegExp])[] = [
  [
    /\b(guard|check|condition|branch|case|test|reject|refus|skip|prevent|only (if|when|where)|unless|early|bail|handle)/i,
    /\b(if|unless|elif|case|switch|match|when|assert|require|ensure|throw|raise|return|guard)\b|\?\?|&&|\|\||\? /,
  ],
  [
    /\b(lock|mutex|synchroni[sz]|serial|atomic|one (at a|after))/i,
    /lock|mutex|synchroni[sz]ed|atomic|acquire/i,
  ],
  [/\b(time ?out|time limit|deadline|bound|limit|grace|cap)/i, /time|deadline|limit|max|race|after|expire/i],
  [/\b(catch|caught|swallow|recover|handled)/i, /\b(catch|except|rescue|recover|finally|defer)\b/],
  [/\b(default|fallback|falls back|coalesc)/i, /\?\?|\|\||default|getOrElse|unwrap_or/i],
  [
    /\b(escape|saniti[sz]|quot|encod|parameteri[sz]|placeholder|bound)/i,
    /escape|sanit|quote|encode|\?|\$\d|param|bind/i,
  ],
  [/\b(type|typed|signature|nullable)/i, /\b(string|number|boolean|int|interface|type)\b|:\s*\w/],
  [/\b(clamp|minimum|maximum|at (least|most)|no (more|less) than)/i, /\b(min|max|clamp|clip|limit)/i],
  [/\b(trim|strip|white ?space)/i, /trim|strip|\\s/i],
  [
    /\b(clos(e|es|ed)|releas|free[ds]|dispos|clean(s|ed)? ?up)/i,
    /\b(with|using|defer|close|free|release|dispose|finally|drop|trap)\b/i,
  ],
  [
    /\b(constant|immutable|frozen|read-?only|never (changes|reassigned))/i,
    /\b(const|final|readonly|freeze|frozen|static|val)\b/i,
  ],
  [/\b(transaction|roll(s|ed)? ?back|all or nothing)/i, /transaction|rollback|begin|commit|atomic/i],
  [
    /\b(unique|no duplicates|dedup|distinct|keyed by)/i,
    /\b(unique|primary key|distinct|set|map|dict|hash)\b/i,
  ],
  [/\b(private|internal|not exported|unexported)/i, /\b(private|internal|protected|fileprivate)\b/i],
  [/\b(await(s|ed)?|waits? for)/i, /\bawait\b|\.join\(|\.wait\(/i],
  [
    /\b((switched|turned|stays|defaults? to) off|(flag|option|setting|switch|feature) is off|off (by default|unless|until)|disabled|opt-in|feature flag)\b/i,
    /\b(false|off|disabled?)\b/i,
  ],
  [
    /\b(initiali[sz]|preset\b|assigned before\b|starts (at|as|with) (an? |the )?(zero|one|empty|null|nil|none|true|false|["'`\d[{-]))/i,
    /(?<![=!<>])=(?![=>])/,
  ],
  [/\b(loop|iterat|each|every)/i, /\b(for|while|forEach|map|each|range)\b/],
];

/** A reason of fewer words is none. */
const fewestWords = 3;
/**
 * Whether a reason speaks of a cited line: it names the line, by its number if it is quoted or has to do with the claim, or by where it stands, or another file than the claim's, shares a telling word or name with the code
 * (in the claim's own file one that the lines complained of do not have, or that the code defines), or calls it what such code is called (a
 * guard, a lock, a time limit). What no reason speaks of may stand there for any purpose.
 */
export function isTiedTo(
  { path, text, code, place, topic, isForeign, isBeside, isRelated }: CitedCode,
  reason: string,
): boolean {
  const said = `${reason}\n${text ?? ''}`;
  if (countWords(said) < fewestWords) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isQuoted = squeeze(said).includes(squeeze(code));
  const isNamed = (isForeign && said.includes(name)) || ((isRelated || isQuoted) && namesLine(said, place));
  if (isNamed || (isBeside && besides.test(said))) return true;
  const inCode = wordsIn(code);
  // In the claim's own file many lines have its words, and those that give such a word its value say something of it.
  const inTopic = isForeign ? new Set() : wordsIn(topic);
  const defined = wordsIn(valuesGivenIn(code));
  const shared = tellingWords(said).some(
    (word) => inCode.has(word) && (!inTopic.has(word) || defined.has(word)),
  );
  return shared || looks.some(([called, pattern]) => called.test(said) && pattern.test(code));
}

/** Whether a reason speaks of a cited line or of what is claimed: it names the line or its file, or shares a word with either that few findings use. */
export function speaksOf(
  reason: string,
  { path, place, isRelated }: Pick<CitedCode, 'path' | 'place' | 'isRelated'>,
  texts: string,
): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isNamed = reason.includes(name) || namesLine(reason, place);
  return (isNamed && isRelated) || besides.test(reason) || sharedWords(reason, texts).length > 0;
}

/** Scripts without spaces have about two letters a word. */
const countWords = (text: string): number =>
  (text.match(/[\p{L}\p{N}]{2,}/gu) ?? []).length +
  Math.floor((text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu) ?? []).length / 2);

const lineNumber =
  /(?:\b(?:lines?|zeilen?|lignes?|l[ií]neas?|linhas?|rig(?:a|he)) |строк[аеиу] |:|\bL|[-–] ?|第)(\d{1,7})(?!\d)|(\d{1,7}) ?行/giu;

/** Where a line is, told by the lines complained of: `the line before`, `two lines above`, `right before the call`. */
const besides =
  /\b(?:lines?|statements?) (?:above|before|below|after|earlier|later)\b|\b(?:just|right|directly|immediately) (?:above|below|(?:before|after)(?= (?:it|its|this|that|these|the|each|every|any|we|calling|using|`)))\b|\b(?:preceding|previous|next|following) (?:lines?|statements?)\b|\bzeilen? (?:davor|danach|darüber|darunter)\b/i;

/** Whether the reason names one of the lines, or one next to them: `line 12`, `:12`, `L12`, `lines 10-14`, `Zeile 12`, `12行目`. */
export function namesLine(said: string, { startLine, endLine }: QuoteMatch): boolean {
  return [...said.matchAll(lineNumber)].some(([, behind, before]) => {
    const line = Number(behind ?? before);
    return line >= startLine - 1 && line <= endLine + 1;
  });
}
