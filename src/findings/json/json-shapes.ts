import { severityRank } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import { severityOfTag } from '../markdown/heads/tags.ts';
import { readPlace } from '../place.ts';
import { type Around, isLikeFinding } from './coerce-finding.ts';
import { namesOfPlaces, placesOf } from './json-place.ts';
import { openObject, textOf } from './lenient-object.ts';
import { severityOf } from './level-of-object.ts';
import { isOther, namesFindings, plainName, summaryNames } from './names/list-names.ts';
import { spaced } from './names/spaced.ts';

/** `Short title`, `Example finding`, `<title>`, `…` */
const onlyOfForm =
  /^(?:(?:(?:an?|the|of|for|example|sample|short|brief|clear|one|line|title|finding|issue|bug|problem|summary|description|headline|here)\b\W*)+|<.*>|\.{3}.*)$/i;

/** What shows the form of a finding has a path and a title that nobody means. */
export function isExample(element: unknown): boolean {
  const { place } = placesOf(element);
  const title = openObject(element)?.text('title', 'message', 'summary') ?? '';
  return (
    /^(?:\/?path\/to\/|<.*>$|\.{3}$)/.test(place?.path ?? '') && onlyOfForm.test(title.trim().slice(0, 200))
  );
}

/** Whether an object names a line, and holds a text of several words. */
export const saysOfLine = (element: unknown): boolean =>
  placesOf(element).range !== null &&
  Object.values(element as object).some((each) => typeof each === 'string' && isSentence.test(each.trim()));

/** A text of several words. */
export const isSentence = /\S\s+\S|[\u3040-\u9fff\uac00-\ud7af]{4}/;

/** The lines of a file that a name is. */
export function placeOfName(name: string, { path }: Around): Place | null {
  const [place = null] = readPlace(onlyLines.test(name) && path !== null ? `${path}:${name}` : name);
  if (place?.startLine == null) return null;
  return place.path.includes('/') || readPlace(place.path).length > 0 ? place : null;
}

const onlyLines = /^L?\d{1,7}(?:-L?\d{1,7})?$/;

const places = new Set(namesOfPlaces.map((name) => plainName(name)));
const namesPlace = (name: string): boolean => places.has(plainName(name));

const rankOf = (value: unknown): number => severityRank(severityOf(value) ?? 'suggestion');

/** An element whose words stand in an object inside of it, beside those of its place (`extra: {message, severity}`), as one. */
export function unfolded(element: unknown): unknown {
  if (openObject(element) === null) return element;
  const inner = Object.entries(element as object).filter(
    ([name, child]) =>
      openObject(child) !== null && !isOther(name) && !namesFindings(name) && !namesPlace(name),
  );
  // Of several that name a level the worst is the last, which holds.
  const ordered = inner.toSorted(([, one], [, other]) => rankOf(other) - rankOf(one));
  const flat = Object.assign({}, ...ordered.map(([, child]) => child as object), element);
  const isOne = inner.length > 0 && inner.every(([, child]) => !holdsList(child)) && !holdsList(element);
  return isOne && placesOf(element).place !== null && isLikeFinding(flat) ? flat : element;
}

/** Whether a list says what changed in each file: `file_summaries: [{path, summary}]`. */
export const isSummaryOfFiles = (name: string, child: unknown): boolean =>
  summaryNames.test(name) &&
  Array.isArray(child) &&
  child.length > 0 &&
  child.every((each) => severityOf(each) === null);

/** Texts under the topics that they are about: `{"security": "The token is logged …", "naming": "…"}`. */
export const isMapOfTexts = (value: object): value is Record<string, string> =>
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((text) => typeof text === 'string' && /\S\s+\S/.test(text) && text.length >= 20);

/** Whether an object holds a list of findings, so that it is none itself. */
export function holdsList(value: unknown): boolean {
  const fields = openObject(value);
  if (fields === null) return false;
  return Object.entries(value as object).some(([name, child]) => {
    if (!Array.isArray(child) || isOther(name)) return false;
    const isNamed = namesFindings(name);
    const severity = severityOfTag(spaced(name));
    const objects = child.filter((each) => openObject(each) !== null);
    if (isNamed || severity !== null)
      return child.length === 0 ? false : objects.length > 0 || textOf(child) === null;
    return (
      objects.length > 0 &&
      objects.every(
        (each) => isLikeFinding(each) && openObject(each)?.text('severity', 'priority', 'level') !== null,
      )
    );
  });
}

/** Whether an object holds others, or lists. */
export const holdsObjects = (value: unknown): boolean =>
  Object.values(value as object).some((child) => child !== null && typeof child === 'object');
