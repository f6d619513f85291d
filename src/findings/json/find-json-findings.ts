import { type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { severityOfTag } from '../markdown/heads/tags.ts';
import { readPlace } from '../place.ts';
import { rememberByText } from '../remember-by-text.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysNothing } from '../words/says-nothing.ts';
import { complains } from '../words/tone.ts';
import {
  type Around,
  coerceFinding,
  isLikeFinding,
  isOpen,
  isPraise,
  isSettled,
  nowhere,
  severityOf,
} from './coerce-finding.ts';
import { namesOfFindings } from './finding-names.ts';
import { namesOfPlaces, pathNames, placesOf } from './json-place.ts';
import { inKnownNames } from './known-names.ts';
import { openObject, textOf } from './lenient-object.ts';
import { earlierNames, findingNames, isOther, plainName, summaryNames } from './list-names.ts';
import { spaced } from './spaced.ts';

const depthLimit = 12;
const countLimit = 20_000;

/** What a document holds. */
export interface JsonFindings {
  readonly findings: readonly LooseFinding[];
  /** Whether it has a place for findings, though there may be none. */
  readonly isReview: boolean;
  /** How many are marked as dealt with. */
  readonly settled: number;
  /** How many of the findings name no level. */
  readonly unnamed: number;
  /** Elements of lists of findings that name a level and from which none came. */
  readonly unread: readonly { readonly severity: Severity; readonly words: string }[];
}

/**
 * Finds the findings in a JSON document of any shape: objects with words and a severity or a place; those in lists that are named for
 * them; texts in such lists. A name that is a severity, or a path, says so of what stands below it.
 */
export function findJsonFindings(document: unknown, notes: string[]): JsonFindings {
  const value = inKnownNames(document, isKnownName);
  const unread: { severity: Severity; words: string }[] = [];
  const findings: LooseFinding[] = [];
  let isReview = false;
  let settled = 0;
  let unnamed = 0;
  const earlier: { readonly element: unknown; readonly around: Around }[] = [];

  const add = (element: unknown, around: Around) => {
    if (findings.length >= countLimit) return;
    if (isExample(element)) {
      notes.push(`an example of the form was left out: ${JSON.stringify(element).slice(0, 200)}`);
      return;
    }
    if (isSettled(element)) {
      settled++;
      return;
    }
    if (around.isEarlier && !isOpen(element)) {
      earlier.push({ element, around });
      return;
    }
    if (isPraise(element)) {
      notes.push(
        `${JSON.stringify(openObject(element)?.text('title', 'message') ?? '')} says that all is well`,
      );
      return;
    }
    const finding = coerceFinding(element, findings.length + 1, notes, around);
    if (finding === null) return;
    findings.push(finding);
    if (severityOf(element) === null && around.severity === null) unnamed++;
  };

  const visit = (node: unknown, around: Around, isList: boolean, depth: number): void => {
    if (depth > depthLimit) return;
    if (Array.isArray(node)) {
      for (const element of node) visitElement(element, around, isList, depth + 1);
      return;
    }
    const fields = openObject(node);
    if (fields === null) return;
    const path = fields.text(...pathNames);
    const inner = path === null ? around : { ...around, path };
    visitTexts(node as object, inner);
    for (const [name, child] of Object.entries(node as object)) {
      const isElement = isList && openObject(child) !== null && !isOther(name) && !holdsList(child);
      if (isElement && isLikeFinding(child, { ...inner, severity: 'important' }))
        visitElement(child, inner, true, depth + 1);
      else visitProperty(name, child, inner, depth, fields.text(...pathNames) !== null);
    }
  };

  /** Texts under the lines that they are about, `{"src/a.ts:3": "…"}`, below a file `{"3": "…"}`; `{"node:20": "…"}` is none. */
  const visitTexts = (node: object, around: Around): void => {
    const texts = Object.entries(node).flatMap(([name, text]: [string, unknown]) => {
      const place = typeof text === 'string' && isSentence.test(text) ? placeOfName(name, around) : null;
      return place === null ? [] : [{ place, text: text as string }];
    });
    if (!texts.some(({ text }) => complains(text) || saysNothing(text))) return;
    isReview = true;
    for (const { place, text } of texts) if (!saysNothing(text)) add({ ...place, description: text }, around);
  };

  const visitElement = (element: unknown, around: Around, isList: boolean, depth: number): void => {
    const count = () => findings.length + settled + earlier.length + unread.length;
    const before = count();
    visitWhole(element, around, isList, depth);
    if (!isList || openObject(element) === null || count() > before) return;
    // What names a level in a list of findings is one, in whatever form, and so is what says something of a line.
    const severity = severityOf(element) ?? (saysOfLine(element) ? 'important' : null);
    if (severity !== null && !isSettled(element) && !isPraise(element) && !isExample(element))
      unread.push({ severity, words: JSON.stringify(element).slice(0, 400) });
  };

  const visitWhole = (written: unknown, around: Around, isList: boolean, depth: number): void => {
    const element = isLikeFinding(written, around) ? written : unfolded(written);
    if (Array.isArray(element)) visit(element, around, isList, depth);
    else if (typeof element === 'string') {
      if (isList && element.trim() !== '') add(element, around);
    } else if (holdsList(element)) visit(element, around, false, depth);
    else if (
      isLikeFinding(element, around) ||
      (isList && isLikeFinding(element, { ...around, severity: 'important' }))
    )
      add(element, around);
    else if (isList && openObject(element) !== null && !holdsObjects(element)) add(element, around);
    else visit(element, around, false, depth);
  };

  const visitProperty = (
    name: string,
    child: unknown,
    around: Around,
    depth: number,
    isOfFile = false,
  ): void => {
    // Linters have messages below a file; chats have them too.
    if (isSummaryOfFiles(name, child)) return;
    if (child === null || typeof child !== 'object' || (isOther(name) && !(isOfFile && name === 'messages')))
      return;
    const severity = severityOfTag(spaced(name));
    const level = severity ?? around.severity;
    const isEarlier = around.isEarlier || earlierNames.test(name);
    const isNamed =
      namesFindings(name) || severity !== null || isEarlier || (isOfFile && name === 'messages');
    const path = /[./]/.test(name) ? (readPlace(name)[0]?.path ?? around.path) : around.path;
    if (isNamed && !isEarlier && Array.isArray(child)) isReview = true;
    const next = { severity: level, path, isEarlier };
    if (isNamed && !Array.isArray(child) && isLikeFinding(child, next) && !holdsList(child)) add(child, next);
    else if (namesFindings(name) && isMapOfTexts(child)) {
      isReview = true;
      for (const text of Object.values(child)) if (!saysNothing(text)) add(text, next);
    } else visit(child, next, isNamed, depth + 1);
  };

  if (Array.isArray(value))
    visit(value, nowhere, value.length > 0 && value.every((each) => isLikeFinding(each)), 0);
  else visit(value, nowhere, false, 0);
  // Beside a list of findings the earlier ones are told as a matter of history.
  if (isReview) settled += earlier.length;
  else for (const { element, around } of earlier) add(element, { ...around, isEarlier: false });
  return { findings, isReview: isReview || earlier.length > 0, settled, unnamed, unread };
}

/** `Short title`, `Example finding`, `<title>`, `…` */
const onlyOfForm =
  /^(?:(?:(?:an?|the|of|for|example|sample|short|brief|clear|one|line|title|finding|issue|bug|problem|summary|description|headline|here)\b\W*)+|<.*>|\.{3}.*)$/i;

/** What shows the form of a finding has a path and a title that nobody means. */
function isExample(element: unknown): boolean {
  const { place } = placesOf(element);
  const title = openObject(element)?.text('title', 'message', 'summary') ?? '';
  return (
    /^(?:\/?path\/to\/|<.*>$|\.{3}$)/.test(place?.path ?? '') && onlyOfForm.test(title.trim().slice(0, 200))
  );
}

/** Whether an object names a line, and holds a text of several words. */
const saysOfLine = (element: unknown): boolean =>
  placesOf(element).range !== null &&
  Object.values(element as object).some((each) => typeof each === 'string' && isSentence.test(each.trim()));

const isSentence = /\S\s+\S|[\u3040-\u9fff\uac00-\ud7af]{4}/;

/** The lines of a file that a name is. */
function placeOfName(name: string, { path }: Around): Place | null {
  const [place = null] = readPlace(onlyLines.test(name) && path !== null ? `${path}:${name}` : name);
  if (place?.startLine == null) return null;
  return place.path.includes('/') || readPlace(place.path).length > 0 ? place : null;
}

const onlyLines = /^L?\d{1,7}(?:-L?\d{1,7})?$/;

const places = new Set(namesOfPlaces.map((name) => plainName(name)));
const namesPlace = (name: string): boolean => places.has(plainName(name));

const rankOf = (value: unknown): number => severityRank(severityOf(value) ?? 'suggestion');

/** An element whose words stand in an object inside of it, beside those of its place (`extra: {message, severity}`), as one. */
function unfolded(element: unknown): unknown {
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
const isSummaryOfFiles = (name: string, child: unknown): boolean =>
  summaryNames.test(name) && Array.isArray(child) && child.every((each) => severityOf(each) === null);

/** Texts under the topics that they are about: `{"security": "The token is logged …", "naming": "…"}`. */
const isMapOfTexts = (value: object): value is Record<string, string> =>
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((text) => typeof text === 'string' && /\S\s+\S/.test(text) && text.length >= 20);

/** Whether an object holds a list of findings, so that it is none itself. */
function holdsList(value: unknown): boolean {
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

const known = new Set(namesOfFindings.map((name) => plainName(name)));

/** Whether a name is read as it stands. */
const isKnownName = (name: string): boolean =>
  known.has(plainName(name)) || namesFindings(name) || isOther(name) || /[./:]/.test(name);

/** Names of findings in prose, and of anything in a document. */
const ofAnything =
  /^(?:lists?|points?|comment|remarks?|errors?|failures?|found|problem|issue|bug|defect|finding|concern)$/;

/** Whether a name says in any language that findings follow: `befunde`, `问题列表`. */
function isNoun(words: string): boolean {
  if (ofAnything.test(words) || words.length > 40 || /\d/.test(words)) return false;
  const { isPure, hasNoun, isNone, isSettled: isDone } = readSeverityPhrase(words);
  return isPure && hasNoun && !isNone && !isDone;
}

/** Whether a name is one of those, or ends with one: `security_issues`, `actionableFeedback`. */
const namesFindings = rememberByText((name: string): boolean => {
  const words = spaced(name).toLowerCase();
  if (isNoun(words)) return true;
  return findingNames.some(
    (known) => plainName(known) === plainName(name) || (endings.has(known) && words.endsWith(` ${known}`)),
  );
});

/** Of those, what names findings behind any other word too. */
const endings = new Set([
  'findings',
  'issues',
  'problems',
  'bugs',
  'vulnerabilities',
  'violations',
  'concerns',
  'feedback',
  'defects',
]);

const holdsObjects = (value: unknown): boolean =>
  Object.values(value as object).some((child) => child !== null && typeof child === 'object');
