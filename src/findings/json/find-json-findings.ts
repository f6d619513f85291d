import type { LooseFinding } from '../complete-finding.ts';
import { severityOfTag } from '../markdown/heads/tags.ts';
import { readPlace } from '../place.ts';
import { saysNothing } from '../words/says-nothing.ts';
import { type Around, coerceFinding, isLikeFinding, isSettled } from './coerce-finding.ts';
import { pathNames } from './json-place.ts';
import { openObject, textOf } from './lenient-object.ts';

/** Names of lists that hold findings and nothing else. */
export const findingNames = [
  ...[
    'findings',
    'issues',
    'comments',
    'problems',
    'results',
    'line_comments',
    'review_comments',
    'inline_comments',
    'bugs',
  ],
  ...[
    'vulnerabilities',
    'violations',
    'concerns',
    'code_feedback',
    'feedback',
    'suggestions',
    'observations',
    'key_issues_to_review',
  ],
  ...['defects', 'errors', 'annotations', 'diagnostics', 'warnings', 'items', 'reviews'],
];

/** Parts of documents that hold no findings, whatever they look like. */
const otherNames = new Set(
  [
    ...[
      'strengths',
      'positives',
      'praise',
      'highlights',
      'coverage',
      'design',
      'design_observations',
      'testing',
      'untested',
    ],
    ...[
      'limitations',
      'evidence',
      'verification',
      'metadata',
      'meta',
      'stats',
      'statistics',
      'metrics',
      'tool',
      'rules',
    ],
    ...[
      'schema',
      '$schema',
      'usage',
      'fixed',
      'resolved',
      'dismissed',
      'suppressed',
      'false_positives',
      'passed',
      'checks_passed',
    ],
    ...[
      'previous',
      'previous_findings',
      'messages',
      'tests',
      'tested',
      'files_reviewed',
      'assessments',
      'suppressions',
      'locations',
    ],
    ...[
      'related_locations',
      'code_flows',
      'fixes',
      'artifacts',
      'invocations',
      'taxonomies',
      'risks',
      'major_risks',
      'recommendations',
      'next_steps',
      'assumptions',
      'unknowns',
      'open_questions',
      'testing_assessment',
      'coverage_summary',
      'requests',
    ],
  ].map((name) => plainName(name)),
);

/** Lists of what to do about findings, and of what is no finding. */
const otherEnds = /(?:action_?items|actions|recommendations|questions|risks|practices|next_?steps)$/i;
const isOther = (name: string): boolean => otherNames.has(plainName(name)) || otherEnds.test(name);

const depthLimit = 12;
const countLimit = 20_000;

/** What a document holds. */
export interface JsonFindings {
  readonly findings: readonly LooseFinding[];
  /** Whether it has a place for findings, though there may be none. */
  readonly isReview: boolean;
  /** How many are marked as dealt with. */
  readonly settled: number;
}

/**
 * Finds the findings in a JSON document of any shape: objects with words and a severity or a place; those in lists that are named for
 * them; texts in such lists. A name that is a severity, or a path, says so of what stands below it.
 */
export function findJsonFindings(value: unknown, notes: string[]): JsonFindings {
  const findings: LooseFinding[] = [];
  let isReview = false;
  let settled = 0;

  const add = (element: unknown, around: Around) => {
    if (findings.length >= countLimit) return;
    if (isSettled(element)) {
      settled++;
      return;
    }
    const finding = coerceFinding(element, findings.length + 1, notes, around);
    if (finding !== null) findings.push(finding);
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
    for (const [name, child] of Object.entries(node as object)) visitProperty(name, child, inner, depth);
  };

  const visitElement = (element: unknown, around: Around, isList: boolean, depth: number): void => {
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

  const visitProperty = (name: string, child: unknown, around: Around, depth: number): void => {
    if (child === null || typeof child !== 'object' || isOther(name)) return;
    const severity = severityOfTag(spaced(name));
    const level = severity ?? around.severity;
    const isNamed = namesFindings(name) || severity !== null;
    const path = /[./]/.test(name) ? (readPlace(name)[0]?.path ?? around.path) : around.path;
    if (isNamed && Array.isArray(child)) isReview = true;
    const next = { severity: level, path };
    if (isNamed && !Array.isArray(child) && isLikeFinding(child, next) && !holdsList(child)) add(child, next);
    else if (namesFindings(name) && isMapOfTexts(child)) {
      isReview = true;
      for (const text of Object.values(child)) if (!saysNothing(text)) add(text, next);
    } else visit(child, next, isNamed, depth + 1);
  };

  if (Array.isArray(value))
    visit(
      value,
      { severity: null, path: null },
      value.length > 0 && value.every((each) => isLikeFinding(each)),
      0,
    );
  else visit(value, { severity: null, path: null }, false, 0);
  return { findings, isReview, settled };
}

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

/** Whether a name is one of those, or ends with one: `security_issues`, `actionableFeedback`. */
function namesFindings(name: string): boolean {
  const words = spaced(name).toLowerCase();
  return findingNames.some(
    (known) => plainName(known) === plainName(name) || (endings.has(known) && words.endsWith(` ${known}`)),
  );
}

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

/** `mustFix` and `must_fix` as words. */
const spaced = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9$]+/g, '');
}
