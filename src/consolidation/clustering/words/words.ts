import { stemmer } from 'stemmer';

const listed = (text: string): string[] => text.trim().split(/\s+/);

/** Words that carry no meaning of their own. */
const stopWords = new Set(
  listed(`a about after again all also am an and any are as at be because been before being both but by can could did do
    does doing done each either else even ever few for from further had has have having he here hence how however i if in
    into is it its itself just may might more most must my nor now of off on once one only onto or other our out over own
    per same shall she should since so some still such than that the their them then there therefore these they this
    those though through thus to too two under until up upon us use used uses using very via was we were what when where
    whether which while who whom whose why will with within would yet you your e.g eg ie etc`),
);

/** Words that most findings use, whatever they are about: sharing one says little. */
const common = new Set(
  listed(`add added allow always appear apply assume avoid behavior behaviour break call case cause change check clear code
    complete condition confirm consider contain correct create current data default define different direct doc document
    ensure error every exact exist existing expect explicit fail failure false field file find first fix follow found
    full function get give guard handle happen help implement include incorrect instead intend introduce issue keep key
    know later lead leave like line list logic long make match mean message method miss missing name need never new next
    no non not null number object occur old output parameter pass path point possible potential practice prevent previous
    process produce provide read real reason relevant rely remain remove replace request require result return review run
    safe say second see set show silent similar simple single specific start state string suggest sure take test text
    thing time treat true try type unclear unit update user valid value variable verify want way without work write wrong`).map(
    stemmer,
  ),
);

/** Words for one thing: what one reviewer calls unused is dead code to the next. */
const concepts = new Map(
  [
    'test tests tested untested testing coverage spec assertion assert',
    'miss missing lack absent omit without no never not',
    'null nil undefined none nullptr',
    'error exception fail fails failed failure throw throws panic crash',
    'remove delete drop erase unlink',
    'race races concurrent concurrency toctou atomic parallel thread',
    'doc docs document documentation docstring readme comment comments jsdoc godoc',
    'stale outdated obsolete deprecated',
    'hang hangs block blocks deadlock stuck stall freeze indefinite indefinitely forever',
    'unused dead unreachable unneeded redundant unnecessary superfluous needless',
    'duplicate duplicated duplication repeat repeated copy',
    'leak leaks orphan dangling',
    'ignore ignored swallow silent silently discard suppress mask',
    'valid validate validation check verify guard sanitize ensure',
    'performance slow inefficient overhead cost expensive',
    'wrong incorrect invalid broken break bug mismatch inconsistent',
    'type types cast',
    'await async asynchronous promise promises',
    'rename name naming typo misspelled misspelling spelling',
    'overwrite override clobber replace',
    'cache cached memoize store',
    'permission privilege auth authorization access',
    'injection xss escape escaping unescaped quoting',
    'limit bound cap overflow exceed',
    'hardcoded hardcode literal magic constant',
  ].flatMap((line, index) => listed(line).map((word) => [stemmer(word), `concept ${index}`] as const)),
);

/** An inline code span, or a word that only code has: `camelCase`, `snake_case`, `call()`, `file.ts:12`. */
const codeWord = /`[^`\n]*`|\b\w*[a-z0-9][A-Z]\w*\b|\b\w+_\w+\b|\b\w+\(\)|\S{1,200}\.\w{1,5}:\d+\S*/g;

/** What has no white space but in a code span: no word and no span reaches into the next one. */
const piece = new RegExp(`(?:${codeWord.source}|\\S)+`, 'g');

/** Stems that were taken before, since stemming takes most of the time; emptied when it grows too large. */
const knownStems = new Map<string, readonly string[]>();
const knownLimit = 50_000;

/** A text in pieces, which have its words: {@link wordsOf} and {@link claimWordsOf} find in all of them what they find in the text. */
export const piecesOf = (text: string): readonly string[] => text.match(piece) ?? [];

/** The words of a text: stems in lower case, names taken apart (`readFile` is `read` and `file`), stop words left out. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const token of text.match(/[A-Za-z][A-Za-z0-9_]*|\d+/g) ?? []) words.push(...stemsOf(token));
  return words;
}

function stemsOf(token: string): readonly string[] {
  const known = knownStems.get(token);
  if (known !== undefined) return known;
  const stems = partsOf(token)
    .filter((part) => part.length > 1 && !stopWords.has(part))
    .map(stemmer);
  if (knownStems.size >= knownLimit) knownStems.clear();
  knownStems.set(token, stems);
  return stems;
}

/** The words of a text that are no code, with words for one thing made one: what it claims, whatever it is claimed of. */
export function claimWordsOf(text: string): string[] {
  return wordsOf(text.replace(codeWord, ' '))
    .filter((word) => !/^\d/.test(word))
    .map((word) => concepts.get(word) ?? word);
}

/** `camelCase`, `snake_case`, `HTMLParser`, `call(`. What it looks ahead for all of these have, and no plain word, which takes one look then. */
const codeLike =
  /\b(?=\w[a-z0-9]*[A-Z_(])(?:(?:\w*[a-z0-9][A-Z]\w*|\w+_\w+|[A-Z]{2,}[a-z]\w*)\b|[A-Za-z_]\w+(?=\())/g;

/** The names of code in a text, in lower case: all in code spans, elsewhere those that look like code. */
export function identifiersOf(text: string): string[] {
  const names = new Set<string>();
  for (const span of text.match(/`[^`\n]+`/g) ?? []) addNames(span, names);
  for (const word of text.match(codeLike) ?? []) names.add(word.toLowerCase());
  return [...names];
}

/** Every name in a piece of code. */
export function namesOfCode(code: string): string[] {
  const names = new Set<string>();
  addNames(code, names);
  return [...names];
}

/** How many findings in a hundred use a word, before any is read. */
export const expectedPercent = (word: string): number => (common.has(word) ? 30 : 1);

function addNames(code: string, names: Set<string>): void {
  for (const name of code.match(/[A-Za-z_$][\w$]*/g) ?? [])
    if (name.length > 2) names.add(name.toLowerCase());
}

const partsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
