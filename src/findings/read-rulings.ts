import { type Rulings, rulingsSchema } from '../model/answers/ruling.ts';
import { coerceEvidence } from './json/coerce-finding.ts';
import { readJson } from './json/json.ts';
import { type LenientObject, openObject } from './json/lenient-object.ts';
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

/**
 * Reads an adjudicator's answer: strict JSON first, then JSON that can be salvaged, the last that holds rulings. What is
 * not plainly a ruling is left out, as if the adjudicator had been silent about it. Null where there are none.
 */
export function readRulings(answer: string): Rulings | null {
  const found = readJson(answer, ({ value }) => {
    const strict = rulingsSchema.safeParse(value);
    return strict.success ? strict.data : coerceRulings(value);
  });
  return found.at(-1) ?? null;
}

function coerceRulings(value: unknown, depth = 3): Rulings | null {
  if (Array.isArray(value)) {
    const rulings = value.flatMap(coerceRuling);
    return rulings.length > 0 ? { rulings, pairs: [] } : null;
  }
  const fields = openObject(value);
  if (fields === null) return null;
  const rulings = fields.list('rulings', 'verdicts');
  const pairs = fields.list('pairs');
  if (rulings.length > 0 || pairs.length > 0) {
    return { rulings: rulings.flatMap(coerceRuling), pairs: pairs.flatMap(coercePair) };
  }
  const inner = fields.value('result', 'response', 'output', 'structured_output', 'answer', 'content');
  if (depth === 0 || inner === null) return null;
  return typeof inner === 'string' ? readRulings(inner) : coerceRulings(inner, depth - 1);
}

function coerceRuling(value: unknown): Ruling[] {
  const fields = openObject(value);
  const candidate = fields?.text('candidate', 'id', 'candidate_id', 'finding');
  const ruling = readRuling(fields?.text('ruling', 'verdict', 'value', 'grade') ?? '');
  if (!fields || !candidate || ruling === null) return [];
  return [
    {
      candidate: candidate.trim(),
      ruling,
      severity: readSeverity(fields.text('severity') ?? ''),
      kind: readKind(fields.text('kind') ?? ''),
      reason: reasonOf(fields),
      // An answer in the older form, which has no such property, names what is missing in its reason.
      missing: Object.hasOwn(Object(value), 'missing') ? fields.text('missing') : reasonOf(fields),
      evidence: fields.list('evidence').flatMap(coerceEvidence),
      repro: readShown(fields.text('repro', 'script') ?? ''),
    },
  ];
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
