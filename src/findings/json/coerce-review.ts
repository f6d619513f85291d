import type { Review } from '../../model/answers/review-schema.ts';
import type { LooseFinding, LooseReview } from '../complete-finding.ts';
import { readCoverageStatus, readRisk, readScope } from '../vocabulary.ts';
import { coerceFinding } from './coerce-finding.ts';
import { type LenientObject, openObject, textOf } from './lenient-object.ts';

const findingNames = ['findings', 'issues', 'comments', 'problems', 'results'];
const envelopeNames = [
  'review',
  'result',
  'output',
  'response',
  'structured_output',
  'data',
  'answer',
  'content',
];

/**
 * Reads a review out of JSON whose shape is only nearly that of the schema: other usual names of properties and
 * severities, numbers as text, missing properties, an envelope around it. What was bent goes into `notes`.
 * Null where nothing of a review is there.
 */
export function coerceReview(value: unknown, notes: string[]): LooseReview | null {
  const fields = openReview(value);
  if (fields === null) return null;
  const { concerns, strengths } = coerceDesign(fields.value('design', 'design_observations'), notes);
  const review: LooseReview = {
    summary: fields.text('summary', 'executive_summary', 'overview') ?? '',
    findings: fields
      .list(...findingNames)
      .map((element, index) => coerceFinding(element, index + 1, notes))
      .filter((finding): finding is LooseFinding => finding !== null),
    design: { concerns, strengths },
    testing: coerceTesting(fields.value('testing', 'testing_assessment', 'tests'), notes),
    documentation: fields.text('documentation', 'documentation_assessment', 'docs') ?? '',
    commits: fields.text('commits', 'commit_structure') ?? '',
    limitations: texts(fields.list('limitations', 'acknowledged_limitations')),
    coverage: coerceCoverage(fields.value('coverage', 'coverage_summary')),
  };
  for (const name of fields.unread())
    notes.push(`property ${JSON.stringify(name)} is not part of a review and was left out`);
  return review;
}

/** The object that is the review: the value itself, inside an envelope, a list of findings, or JSON written as text. */
function openReview(value: unknown, depth = 3): LenientObject | null {
  if (typeof value === 'string' && depth > 0) {
    try {
      return openReview(JSON.parse(value), depth - 1);
    } catch {
      return null;
    }
  }
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isLikeFinding) ? openObject({ findings: value }) : null;
  }
  const fields = openObject(value);
  if (fields === null) return null;
  const findings = fields.value(...findingNames);
  if (
    Array.isArray(findings) &&
    (findings.length === 0 || findings.some((finding) => openObject(finding) !== null))
  ) {
    return openObject(value);
  }
  if (depth === 0) return null;
  for (const name of envelopeNames) {
    const inner = openReview(fields.value(name), depth - 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** Whether a value has what makes a finding: words and a severity. */
export function isLikeFinding(value: unknown): boolean {
  const fields = openObject(value);
  const words = fields?.text('title', 'message', 'description', 'explanation', 'body', 'summary', 'headline');
  return Boolean(words) && fields?.text('severity', 'priority', 'level', 'importance') !== null;
}

function coerceDesign(value: unknown, notes: string[]): Review['design'] {
  const fields = openObject(value);
  if (fields === null) {
    const text = textOf(value);
    return { concerns: text === null ? [] : [{ text, scope: 'in-scope' }], strengths: [] };
  }
  const concerns = fields.list('concerns').flatMap((element): Review['design']['concerns'] => {
    const concern = openObject(element);
    const text = concern?.text('text', 'concern', 'description', 'title') ?? textOf(element);
    if (!text) return [];
    const scope = readScope(concern?.text('scope') ?? '');
    if (concern !== null && scope === null)
      notes.push('a design concern without a known scope was taken as in-scope');
    return [{ text, scope: scope ?? 'in-scope' }];
  });
  return { concerns, strengths: texts(fields.list('strengths')) };
}

function coerceTesting(value: unknown, notes: string[]): Review['testing'] {
  const fields = openObject(value);
  if (fields === null) return { assessment: textOf(value) ?? '', untested: [] };
  const untested = fields
    .list('untested', 'gaps', 'missing')
    .flatMap((element): Review['testing']['untested'] => {
      const gap = openObject(element);
      const scenario = gap?.text('scenario', 'text', 'description', 'title') ?? textOf(element);
      if (!scenario) return [];
      const risk = readRisk(gap?.text('risk', 'severity', 'priority') ?? '');
      if (risk === null) notes.push('an untested scenario without a known risk was taken as medium');
      return [{ risk: risk ?? 'medium', scenario }];
    });
  return { assessment: fields.text('assessment', 'summary', 'text') ?? '', untested };
}

/** Reads `[{path, status}]`, a list of paths, or an object from path to status. */
function coerceCoverage(value: unknown): Review['coverage'] {
  const entries = Array.isArray(value)
    ? value
    : Object.entries(value && typeof value === 'object' ? value : {});
  return entries.flatMap((entry): Review['coverage'] => {
    const [named, said] = Array.isArray(entry) ? entry : [entry, null];
    const fields = openObject(named);
    const path = fields?.text('path', 'file', 'filename') ?? textOf(named);
    const status = fields?.text('status', 'coverage', 'state') ?? textOf(said) ?? 'read';
    return path ? [{ path, status: readCoverageStatus(status) ?? 'read' }] : [];
  });
}

const texts = (list: readonly unknown[]): string[] =>
  list.flatMap((element) => {
    const text = textOf(element) ?? openObject(element)?.text('text', 'description', 'title') ?? null;
    return text ? [text] : [];
  });
