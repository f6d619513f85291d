import type { Label } from '../../words/labels.ts';
import { saysOnlySettled, saysOpen, saysSettled } from '../../words/says-settled.ts';
import { readKind } from '../../words/vocabulary.ts';
import { linesOfField, onlyLines, placesOfField, severityOfField } from './fields.ts';
import { addPlaces, type BodySoFar, type Part } from './finding-body.ts';
import { type Labelled, readLabel, splitAtLabels } from './starting-labels.ts';

/** Takes the words of a block into a body: each label in them begins a field or a part of the finding. */
export function readWords(words: string, body: BodySoFar): void {
  for (const paragraph of splitAtLabels(words)) readParagraph(paragraph, body);
}

/** Takes in a paragraph with at most one label, which stands at its start. */
export function readParagraph(paragraph: string, body: BodySoFar): void {
  const labelled = readLabel(paragraph);
  const { label, words } = labelled;
  noteSettled(paragraph, body);
  if (label !== null) {
    body.labels.add(label);
    body.expectsPrompt = label === 'prompt';
  }
  body.expectsPlaces = label === 'place' && words === '';
  const readField = label === null ? undefined : fields[label];
  if (readField !== undefined) readField(words, body, paragraph);
  else readPart(labelled, body, paragraph);
  body.above = paragraph;
}

/** `Fixed` says that the matter is dealt with, until `Still open` takes it back. */
function noteSettled(paragraph: string, body: BodySoFar): void {
  if (saysOnlySettled(paragraph)) body.isToldSettled = true;
  else if (body.isToldSettled && saysOpen(paragraph)) body.isToldSettled = false;
}

type ReadField = (words: string, body: BodySoFar, paragraph: string) => void;

/** The labels of fields, which are data and no part of the text. */
const fields: Readonly<Partial<Record<Label, ReadField>>> = {
  place: readPlaceField,
  line(words, body) {
    addPlaces(body, linesOfField(words, body.places));
  },
  severity(words, body) {
    body.severity ??= severityOfField(words);
  },
  kind(words, body) {
    body.tags ??= { severity: null, kind: readKind(words.replace(/[*`.]/g, '').split(/[,;(]/)[0] ?? '') };
  },
  status(words, body) {
    body.isSettled ||= saysSettled(words);
  },
};

/** `Location: a.ts:3`, `Location: line 3`; words that name no place explain. */
function readPlaceField(words: string, body: BodySoFar, paragraph: string): void {
  const named = placesOfField(words);
  const places = named.length === 0 && onlyLines.test(words) ? linesOfField(words, body.places) : named;
  addPlaces(body, places);
  if (places.length === 0 && words !== '') body.parts.explanation.push(paragraph);
}

/** The labels that begin a part of the text. */
const partOf: Readonly<Partial<Record<Label, Part>>> = {
  explanation: 'explanation',
  title: 'explanation',
  detail: 'explanation',
  quote: 'explanation',
  fix: 'fix',
  evidence: 'evidence',
};
/** Those that say something to a reader, and stay before their words. */
const keptLabels: ReadonlySet<Label> = new Set<Label>(['detail', 'quote', 'title']);
const sentenceOfEvidence = /^[*_]{0,3}Verified\b/;

function readPart({ label, isLabelled, words }: Labelled, body: BodySoFar, paragraph: string): void {
  const isEvidence = sentenceOfEvidence.test(paragraph);
  const named = label === null ? undefined : partOf[label];
  if (named !== undefined) body.part = named;
  else if (isEvidence) body.part = 'evidence';
  else if (isLabelled) body.part = 'explanation';
  const text = label === null || keptLabels.has(label) ? paragraph : words;
  if (text !== '') body.parts[body.part].push(text);
  // A sentence that tells of evidence is evidence alone, not what follows it.
  if (isEvidence && label === null) body.part = 'explanation';
}
