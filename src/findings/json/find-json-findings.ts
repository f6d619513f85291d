import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { severityOfTag } from '../markdown/heads/tags.ts';
import { readPlace } from '../place.ts';
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
import { pathNames } from './json-place.ts';
import {
  holdsList,
  holdsObjects,
  isExample,
  isMapOfTexts,
  isSentence,
  isSummaryOfFiles,
  placeOfName,
  saysOfLine,
  unfolded,
} from './json-shapes.ts';
import { inKnownNames } from './known-names.ts';
import { openObject } from './lenient-object.ts';
import { earlierNames, isKnownName, isOther, namesFindings } from './list-names.ts';
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
    if (isSummaryOfFiles(name, child)) {
      notes.push(`${JSON.stringify(name)} tells of files and names no level: it was left out`);
      return;
    }
    // Linters have messages below a file; chats have them too.
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
