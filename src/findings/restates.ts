import type { LooseFinding } from './complete-finding.ts';

/** Words that stand in most findings, and what a work list says is to be done with them. */
const common = new Set(
  `the and for with that this are was not but from into all any use uses used when where which its have has can will should
  must add fix fixes fixed make implement update remove replace ensure consider move create improve address resolve handle correct
  issue finding problem bug potential possible missing lack instead each more via per due
  der die das und ein eine mit von für nicht les des une pour dans avec los las una para con por que`.split(
    /\s+/,
  ),
);
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const run =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+|[\p{Script=Latin}\p{Script=Cyrillic}\p{N}_]{3,}/gu;
/** An id of a finding inside of a text: `C1`, `SEC-012`, `M-3`. */
const idInText = /(?<![\p{L}\p{N}])[A-Z]{1,8}[-–_]?\d{1,4}[a-z]?(?![\p{L}\p{N}])/gu;
const nameInCode = /\b(?:[a-z]+\d*[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|\w+_\w+|[\w-]+\.[a-z]{1,5})\b/g;

/** What a text says, as a set of words without their endings; of scripts without blanks, pairs of characters. */
function stemsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(run) ?? [];
  return new Set(
    words.flatMap((word) =>
      unspaced.test(word)
        ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
        : common.has(word)
          ? []
          : [stemOf(word)],
    ),
  );
}

const stemOf = (word: string): string =>
  word
    .replace(word.length <= 4 ? /s$/ : /(?:ations?|ings?|ions?|ies|ed|es|ly|s|e)$/, '')
    .replace(/([b-df-hj-np-tv-z])\1$/, '$1')
    .slice(0, 12);

/** The share of the words of one text that another has; their number where it is asked for. */
export function sharedWords(text: string, other: string): number {
  const words = [...stemsOf(text)];
  const others = stemsOf(other);
  return words.length === 0 ? 0 : words.filter((word) => others.has(word)).length / words.length;
}

type Told = Pick<LooseFinding, 'id' | 'title' | 'explanation' | 'path' | 'startLine' | 'endLine'> & {
  readonly fix?: string | null;
};

/**
 * Whether what stands in a list of what is to be done, or in a table, tells of a finding that is told elsewhere: by its id, the same
 * lines, or much the same words.
 */
export function restates(again: Told, finding: Told): boolean {
  if (namesId(again, finding)) return true;
  if (isSamePath(again, finding) && isNear(again, finding)) return true;
  // Lines of their own speak for two findings.
  if (again.startLine !== null && finding.startLine !== null)
    return sharedWords(again.title, finding.title) >= 0.75;
  const ofTitle = [...stemsOf(again.title)];
  // `Stability: the threads end …` says with its words what it is about.
  const words =
    ofTitle.length > 1 ? ofTitle : [...stemsOf(`${again.title} ${again.explanation.slice(0, 200)}`)];
  if (words.length < 2) return sharedWords(again.title, finding.title) === 1;
  const others = stemsOf(
    `${finding.title} ${finding.explanation.slice(0, 600)} ${(finding.fix ?? '').slice(0, 300)}`,
  );
  const shared = words.filter((word) => others.has(word));
  // A file without lines in a list of tasks is that of the finding.
  if (isSamePath(again, finding) && again.startLine === null && shared.length > 0) return true;
  const isAbout = isSamePath(again, finding) || namesOneThing(again.title, finding.title);
  if (shared.length >= words.length * (isAbout ? 0.35 : shared.length > 2 ? 0.5 : 0.6)) return true;
  // A longer one may name a short title whole.
  return (
    stemsOf(finding.title).size >= 2 &&
    sharedWords(finding.title, `${again.title} ${again.explanation.slice(0, 300)}`) >= 0.75
  );
}

function namesId(again: Told, { id }: Told): boolean {
  if (id === null || id === undefined || !/[A-Z].*\d/i.test(id)) return false;
  const named = `${again.title} ${again.explanation.slice(0, 120)}`.match(idInText) ?? [];
  return [again.id ?? '', ...named].some((each) => plainId(each) === plainId(id));
}

/** Names in code that both titles hold: `drainQueue`, `max_size`, `a.ts`. */
function namesOneThing(title: string, other: string): boolean {
  const names = (text: string) => text.match(nameInCode) ?? [];
  const known = new Set(names(other));
  return names(title).some((name) => known.has(name));
}

const plainId = (id: string): string => id.toUpperCase().replace(/[-–_]/g, '');

const isSamePath = (one: Told, other: Told): boolean =>
  one.path !== null &&
  other.path !== null &&
  (one.path === other.path || one.path.endsWith(`/${other.path}`) || other.path.endsWith(`/${one.path}`));

const isNear = (one: Told, other: Told): boolean =>
  one.startLine !== null &&
  other.startLine !== null &&
  one.startLine <= (other.endLine ?? other.startLine) &&
  other.startLine <= (one.endLine ?? one.startLine);
