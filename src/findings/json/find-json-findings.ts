import { severityOfTag } from '../markdown/heads/tags.ts';
import { readPlace } from '../place.ts';
import { saysNothing } from '../words/says-nothing.ts';
import { complains } from '../words/tone.ts';
import { type Around, isLikeFinding, nowhere } from './coerce-finding.ts';
import { JsonCollection, type JsonFindings } from './json-collection.ts';
import { pathNames } from './json-place.ts';
import {
  holdsList,
  holdsObjects,
  isMapOfTexts,
  isSentence,
  isSummaryOfFiles,
  placeOfName,
  unfolded,
} from './json-shapes.ts';
import { openObject } from './lenient-object.ts';
import { inKnownNames } from './names/known-names.ts';
import { earlierNames, isKnownName, isOther, namesFindings } from './names/list-names.ts';
import { spaced } from './names/spaced.ts';

const depthLimit = 12;

/** Where in a document a value stands. */
interface Spot extends Around {
  /** Whether the name above it says that its elements are findings. */
  readonly isList: boolean;
  readonly depth: number;
}

/**
 * Finds the findings in a JSON document of any shape: objects with words and a severity or a place; those in lists that are named for
 * them; texts in such lists. A name that is a severity, or a path, says so of what stands below it.
 */
export function findJsonFindings(document: unknown, notes: string[]): JsonFindings {
  const value = inKnownNames(document, isKnownName);
  const isList = Array.isArray(value) && value.length > 0 && value.every((each) => isLikeFinding(each));
  const collection = new JsonCollection(notes);
  visit(value, { ...nowhere, isList, depth: 0 }, collection);
  return collection.finish();
}

/** Looks into a list or an object. */
function visit(node: unknown, spot: Spot, collection: JsonCollection): void {
  if (spot.depth > depthLimit) return;
  if (Array.isArray(node)) for (const element of node) visitElement(element, below(spot), collection);
  else if (openObject(node) !== null) visitObject(node as object, spot, collection);
}

const below = (spot: Spot): Spot => ({ ...spot, depth: spot.depth + 1 });

/** A finding wherever it stands among others: it needs no level of its own there. */
const isLikeOthers = (value: unknown): boolean => isLikeFinding(value, { ...nowhere, severity: 'important' });

function visitObject(node: object, around: Spot, collection: JsonCollection): void {
  const path = openObject(node)?.text(...pathNames) ?? null;
  const spot = path === null ? around : { ...around, path };
  visitTexts(node, spot, collection);
  for (const [name, child] of Object.entries(node)) {
    const isElement = spot.isList && !isOther(name) && !holdsList(child) && isLikeOthers(child);
    if (isElement) visitElement(child, below(spot), collection);
    else visitProperty(name, child, spot, path !== null, collection);
  }
}

/** Texts under the lines that they are about, `{"src/a.ts:3": "…"}`, below a file `{"3": "…"}`; `{"node:20": "…"}` is none. */
function visitTexts(node: object, around: Around, collection: JsonCollection): void {
  const texts = Object.entries(node).flatMap(([name, text]: [string, unknown]) => {
    const place = typeof text === 'string' && isSentence.test(text) ? placeOfName(name, around) : null;
    return place === null ? [] : [{ place, text: text as string }];
  });
  if (!texts.some(({ text }) => complains(text) || saysNothing(text))) return;
  collection.expectFindings();
  for (const { place, text } of texts)
    if (!saysNothing(text)) collection.add({ ...place, description: text }, around);
}

/** An element of a list, of which something must come where the list is one of findings. */
function visitElement(element: unknown, spot: Spot, collection: JsonCollection): void {
  const before = collection.count();
  visitWhole(isLikeFinding(element, spot) ? element : unfolded(element), spot, collection);
  if (spot.isList && openObject(element) !== null && collection.count() === before)
    collection.addUnread(element);
}

/** Takes an element for a finding, or looks into it. */
function visitWhole(element: unknown, spot: Spot, collection: JsonCollection): void {
  if (Array.isArray(element)) visit(element, spot, collection);
  else if (typeof element === 'string') {
    if (spot.isList && element.trim() !== '') collection.add(element, spot);
  } else if (!holdsList(element) && isFinding(element, spot)) collection.add(element, spot);
  else visit(element, { ...spot, isList: false }, collection);
}

/** Among findings a flat object of unknown names is one too. */
const isFinding = (element: unknown, spot: Spot): boolean =>
  isLikeFinding(element, spot) ||
  (spot.isList && (isLikeOthers(element) || (openObject(element) !== null && !holdsObjects(element))));

/** A property whose name may say what stands below it; `isOfFile` where the object names a path. */
function visitProperty(
  name: string,
  child: unknown,
  around: Spot,
  isOfFile: boolean,
  collection: JsonCollection,
): void {
  if (isSummaryOfFiles(name, child)) {
    collection.note(`${JSON.stringify(name)} tells of files and names no level: it was left out`);
    return;
  }
  // Linters have messages below a file; chats have them too.
  const isMessages = isOfFile && name === 'messages';
  if (child === null || typeof child !== 'object' || (isOther(name) && !isMessages)) return;
  const spot = spotBelow(name, around, isMessages);
  if (spot.isList && !spot.isEarlier && Array.isArray(child)) collection.expectFindings();
  if (spot.isList && !Array.isArray(child) && isLikeFinding(child, spot) && !holdsList(child))
    collection.add(child, spot);
  else if (namesFindings(name) && isMapOfTexts(child)) {
    collection.expectFindings();
    for (const text of Object.values(child)) if (!saysNothing(text)) collection.add(text, spot);
  } else visit(child, spot, collection);
}

/** Where that stands which stands under a name: `critical`, `src/a.ts`, `previous_findings`. */
function spotBelow(name: string, around: Spot, isMessages: boolean): Spot {
  const severity = severityOfTag(spaced(name));
  const isEarlier = around.isEarlier || earlierNames.test(name);
  return {
    severity: severity ?? around.severity,
    path: (/[./]/.test(name) ? readPlace(name)[0]?.path : null) ?? around.path,
    isEarlier,
    isList: namesFindings(name) || severity !== null || isEarlier || isMessages,
    depth: around.depth + 1,
  };
}
