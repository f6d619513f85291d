import { type Rulings, rulingsSchema } from '../model/answers/ruling.ts';
import { coerceEvidence } from './json/coerce-evidence.ts';
import { type LenientObject, openObject } from './json/lenient-object.ts';
import { readJson } from './json/text/json.ts';
import { rememberByText } from './remember-by-text.ts';
import { readSeverity } from './words/read-severity.ts';
import { readKind, wordReader } from './words/vocabulary.ts';

type Ruling = Rulings['rulings'][number];
type PairAnswer = Rulings['pairs'][number];

const readRuling = wordReader<Ruling['ruling']>({
  confirmed: ['confirmed', 'confirm', 'valid', 'upheld', 'true', 'truepositive'],
  plausible: ['plausible', 'uncertain', 'unclear', 'unverified', 'undecided'],
  refuted: ['refuted', 'refute', 'rejected', 'dismissed', 'invalid', 'false', 'falsepositive'],
});
const readShown = wordReader<NonNullable<Ruling['repro']>>({
  shows: ['shows', 'show', 'yes', 'true'],
  'does-not-show': ['doesnotshow', 'does-not-show', 'no', 'false'],
});
const readSame = wordReader<'same' | 'different'>({
  same: ['true', 'yes', 'same'],
  different: ['false', 'no', 'different'],
});

/** What an adjudicator said, as far as it could be read. */
export interface ReadRulings extends Rulings {
  /** What stands among its rulings and is none: the candidate that each names, null where it names none. */
  readonly unread: readonly (string | null)[];
}

/**
 * Reads an adjudicator's answer: strict JSON first, then JSON that can be salvaged. Of several documents a later one takes the place of an
 * earlier one in what both speak of. Null where there are no rulings.
 */
export const readRulings = rememberByText(readAnswer);

function readAnswer(answer: string): ReadRulings | null {
  const [first, ...others] = readJson(answer, ({ value }) => {
    const strict = rulingsSchema.safeParse(value);
    return strict.success ? { ...strict.data, unread: [] } : coerceRulings(value);
  });
  return first === undefined ? null : others.map(byPlainId).reduce(replaceSaid, byPlainId(first));
}

/** An id with words or marks around it: `candidate F1`, `` `F1` ``, `f1: its title`, `1`. */
const worn =
  /^[^\p{L}\p{N}]*(?:(?:candidate|claim|finding|ruling|pair|id|no|number)[^\p{L}\p{N}]+)*([FP]?)[ #-]?0*(\d{1,4})(?![\p{L}\p{N}])(.*)$/isu;

/** The id in the brief that a text means; the text itself where that is not plain. */
function plainId(text: string, letter: 'F' | 'P'): string {
  const [, given = '', number = '', rest = ''] = worn.exec(text) ?? [];
  const isAlone = given === '' ? !/[\p{L}\p{N}]/u.test(rest) : !/\b[FP][ #-]?\d/i.test(rest);
  const isOther = given !== '' && given.toUpperCase() !== letter;
  // `F1, 2` and `F1-3` name several.
  const isList = /^[\s,/&+–-]*(?:and|to)?\s*\d/i.test(rest);
  return number === '' || !isAlone || isOther || isList ? text : `${letter}${number}`;
}

const byPlainId = ({ rulings, pairs, unread }: ReadRulings): ReadRulings => ({
  rulings: rulings.map((ruling) => ({ ...ruling, candidate: plainId(ruling.candidate, 'F') })),
  pairs: pairs.map((answer) => ({ ...answer, pair: plainId(answer.pair, 'P') })),
  unread: unread.map((named) => (named === null ? null : plainId(named, 'F'))),
});

function replaceSaid(earlier: ReadRulings, later: ReadRulings): ReadRulings {
  const ruledOn = new Set(later.rulings.map(({ candidate }) => candidate));
  const compared = new Set(later.pairs.map(({ pair }) => pair));
  return {
    rulings: [...earlier.rulings.filter(({ candidate }) => !ruledOn.has(candidate)), ...later.rulings],
    pairs: [...earlier.pairs.filter(({ pair }) => !compared.has(pair)), ...later.pairs],
    unread: [...earlier.unread.filter((named) => named === null || !ruledOn.has(named)), ...later.unread],
  };
}

function coerceRulings(value: unknown, depth = 3): ReadRulings | null {
  if (Array.isArray(value)) {
    const read = readEntries(value, []);
    return read.rulings.length > 0 ? read : null;
  }
  const fields = openObject(value);
  if (fields === null) return null;
  const rulings = byName(fields.value('rulings', 'verdicts'), 'candidate');
  const pairs = byName(fields.value('pairs'), 'pair');
  if (rulings.length > 0 || pairs.length > 0) return readEntries(rulings, pairs);
  const alone = coerceRuling(value);
  if (alone !== null) return { rulings: [alone], pairs: [], unread: [] };
  const inner = fields.value('result', 'response', 'output', 'structured_output', 'answer', 'content');
  if (depth === 0 || inner === null) return null;
  return typeof inner === 'string' ? readAnswer(inner) : coerceRulings(inner, depth - 1);
}

function readEntries(entries: readonly unknown[], pairs: readonly unknown[]): ReadRulings {
  const read = entries.map((entry) => ({ entry, ruling: coerceRuling(entry) }));
  return {
    rulings: read.flatMap(({ ruling }) => ruling ?? []),
    pairs: pairs.flatMap(coercePair),
    unread: read.flatMap(({ entry, ruling }) => (ruling === null ? [candidateOf(openObject(entry))] : [])),
  };
}

/** A list as it is; of an object that holds the entries under their ids, the same as a list. */
function byName(value: unknown, id: 'candidate' | 'pair'): readonly unknown[] {
  const letter = id === 'pair' ? 'P' : 'F';
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object') return [value];
  const entries = Object.entries(value);
  const isById =
    entries.length > 0 &&
    entries.every(([name, entry]) => /^[FP]\d+$/.test(plainId(name, letter)) && openObject(entry) !== null);
  return isById ? entries.map(([name, entry]) => ({ [id]: name, ...entry })) : [value];
}

const candidateOf = (fields: LenientObject | null): string | null =>
  fields?.text('candidate', 'id', 'candidate_id', 'finding')?.trim() || null;

function coerceRuling(value: unknown): Ruling | null {
  const fields = openObject(value);
  const candidate = candidateOf(fields);
  const word = fields?.text('ruling', 'verdict', 'value', 'grade') ?? '';
  const ruling = word.includes('?') ? null : readRuling(word);
  if (!fields || candidate === null || ruling === null) return null;
  return {
    candidate,
    ruling,
    severity: readSeverity(fields.text('severity') ?? ''),
    kind: readKind(fields.text('kind') ?? ''),
    reason: reasonOf(fields),
    // An answer in the older form, which has no such property, names what is missing in its reason.
    missing: Object.hasOwn(Object(value), 'missing') ? fields.text('missing') : reasonOf(fields),
    evidence: fields.list('evidence').flatMap(coerceEvidence),
    repro: readShown(fields.text('repro', 'script') ?? ''),
  };
}

function coercePair(value: unknown): PairAnswer[] {
  const fields = openObject(value);
  const pair = fields?.text('pair', 'id', 'pair_id');
  const same = readSame(fields?.text('same', 'same_root_cause') ?? '');
  return fields && pair && same !== null
    ? [{ pair: pair.trim(), same: same === 'same', reason: reasonOf(fields) }]
    : [];
}

const reasonOf = (fields: LenientObject): string => fields.text('reason', 'explanation', 'rationale') ?? '';
