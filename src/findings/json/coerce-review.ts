import { type RequestAnswer, type Review, requestStates } from '../../model/answers/review-schema.ts';
import type { LooseFinding, LooseReview } from '../complete-finding.ts';
import { readCoverageStatus, readRisk, readScope } from '../words/vocabulary.ts';
import { linesOf } from './counts.ts';
import { findJsonFindings } from './find-json-findings.ts';
import type { JsonFindings } from './json-collection.ts';
import { openObject, textOf } from './lenient-object.ts';
import { findingNames } from './names/list-names.ts';

const envelopeNames = [
  ...[
    'review',
    'result',
    'output',
    'response',
    'structured_output',
    'data',
    'answer',
    'content',
    'report',
    'code_review',
  ],
];

/** A review in JSON, with what else it says about its findings. */
export interface JsonReview {
  readonly review: LooseReview;
  /** How many findings are marked as dealt with. */
  readonly settled: number;
  readonly lines: readonly string[];
  /** What stands where findings do, names a level, and could not be read as one. */
  readonly unread: JsonFindings['unread'];
}

/** Documents repeat in one list what stands in another: word for word it is the same finding. */
function withoutRepeats(findings: readonly LooseFinding[]): LooseFinding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const written = JSON.stringify({ ...finding, id: null });
    return !seen.has(written) && seen.add(written);
  });
}

/**
 * Reads a review out of JSON of any shape: other usual names of properties and severities, numbers as text, missing properties,
 * an envelope around it, findings in groups. What was bent goes into `notes`. Null where nothing of a review is there.
 */
export function coerceReview(value: unknown, notes: string[]): JsonReview | null {
  const opened = openText(value);
  const { findings, isReview, settled, unread } = findJsonFindings(opened, notes);
  if (findings.length + settled + unread.length === 0 && !isReview) return null;
  if (settled > 0) notes.push(`${settled} marked as dealt with and left out`);
  const fields = openObject(openReview(opened)) ?? openObject({});
  if (fields === null) return null;
  const { concerns, strengths } = coerceDesign(fields.value('design', 'design_observations'), notes);
  const review: LooseReview = {
    summary:
      fields.text(
        'summary',
        'executive_summary',
        'overview',
        'overall_explanation',
        'overall_assessment',
        'body',
        'verdict',
      ) ?? '',
    findings: withoutRepeats(findings),
    design: { concerns, strengths: [...strengths, ...texts(fields.list('strengths'))] },
    testing: coerceTesting(fields.value('testing', 'testing_assessment', 'tests'), notes),
    documentation: fields.text('documentation', 'documentation_assessment', 'docs') ?? '',
    commits: fields.text('commits', 'commit_structure') ?? '',
    limitations: texts(fields.list('limitations', 'acknowledged_limitations')),
    coverage: coerceCoverage(fields.value('coverage', 'coverage_summary')),
    requests: fields.list('requests').flatMap(coerceRequest),
  };
  fields.value(...findingNames);
  for (const name of fields.unread())
    if (openObject(fields.value(name)) === null && !Array.isArray(fields.value(name)))
      notes.push(`property ${JSON.stringify(name)} is not part of a review and was left out`);
  return { review, settled, lines: linesOf(opened), unread };
}

/** JSON that is written as text, opened. */
function openText(value: unknown, depth = 3): unknown {
  if (typeof value !== 'string' || depth === 0) return value;
  try {
    return openText(JSON.parse(value), depth - 1);
  } catch {
    return value;
  }
}

/** The object that is the review: the one with the findings, or inside an envelope. */
function openReview(value: unknown, depth = 3): unknown {
  const fields = openObject(value);
  if (fields === null || depth === 0 || fields.value(...findingNames) !== null) return value;
  for (const name of envelopeNames) {
    const inner = openText(fields.value(name));
    if (openObject(inner) !== null) return openReview(inner, depth - 1);
  }
  return value;
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

/** What it says of an issue whose number and state can be read. */
function coerceRequest(value: unknown): RequestAnswer[] {
  const fields = openObject(value);
  const issue = Number(fields?.text('issue', 'number')?.replace('#', ''));
  const state = requestStates.find((known) => known === fields?.text('state', 'status')?.toLowerCase());
  if (fields === null || state === undefined || !Number.isSafeInteger(issue) || issue < 1) return [];
  const evidence = fields.list('evidence').flatMap((entry): RequestAnswer['evidence'] => {
    const place = openObject(entry);
    const path = place?.text('path', 'file');
    return path ? [{ path, line: place?.line('line') ?? null, quote: place?.text('quote') ?? null }] : [];
  });
  return [{ issue, state, explanation: fields.text('explanation', 'text') ?? '', evidence }];
}

const texts = (list: readonly unknown[]): string[] =>
  list.flatMap((element) => {
    const text = textOf(element) ?? openObject(element)?.text('text', 'description', 'title') ?? null;
    return text ? [text] : [];
  });
