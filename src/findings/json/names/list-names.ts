import { rememberByText } from '../../remember-by-text.ts';
import { readSeverityPhrase } from '../../words/read-severity.ts';
import { namesOfFindings } from './finding-names.ts';
import { spaced } from './spaced.ts';

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
    ...['messages', 'tests', 'tested', 'files_reviewed', 'assessments', 'suppressions', 'locations'],
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

/** Lists of what was found before, of which only what is said to be open still counts. */
export const earlierNames = /^(?:previous|earlier|prior)(?:_?(?:findings|issues|comments|round))?$/i;

/** Lists of what to do about findings, and of what is no finding. */
const otherEnds = /(?:action_?items|actions|recommendations|questions|risks|practices|next_?steps)$/i;
export const isOther = (name: string): boolean => otherNames.has(plainName(name)) || otherEnds.test(name);

/** Lists of what changed in each file, of which only what names a level is a finding. */
export const summaryNames = /(?:summaries|walkthrough)$/i;

/** Letters and digits of a name, in lower case. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9$]+/g, '');
}

const known = new Set(namesOfFindings.map((name) => plainName(name)));

/** Whether a name is read as it stands. */
export const isKnownName = (name: string): boolean =>
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
export const namesFindings = rememberByText((name: string): boolean => {
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
