import { namesOfPlaces } from '../json-place.ts';

/** Names of properties, in the order in which they are asked for. */
export const titleNames = [
  'title',
  'headline',
  'name',
  'summary',
  'short_description',
  'issue',
  'problem',
  'message',
  'finding',
  'check_name',
  ...['what', 'bug', 'defect', 'concern', 'error', 'vulnerability', 'weakness'],
];
export const wordNames = [
  ...[
    'explanation',
    'description',
    'body',
    'details',
    'detail',
    'message',
    'comment',
    'text',
    'rationale',
    'reason',
    'why',
  ],
  ...[
    'problem',
    'issue',
    'issue_content',
    'suggestion_content',
    'content',
    'note',
    'analysis',
    'observation',
  ],
];
export const moreNames = ['failure_scenario', 'impact', 'scenario', 'consequence', 'risk_description'];
export const severityNames = [
  'severity',
  'priority',
  'level',
  'importance',
  'urgency',
  'severity_level',
  'risk_level',
  'risk',
  'criticality',
  'grade',
];
/** What says by a yes or a no whether a finding blocks. */
export const blockingNames = ['blocking', 'is_blocking', 'blocks_merge', 'blocker', 'is_blocker', 'must_fix'];
export const fixNames = [
  ...[
    'fix',
    'suggestion',
    'recommendation',
    'suggested_fix',
    'required_fix',
    'remediation',
    'solution',
    'recommended_fix',
  ],
  ...['proposed_fix', 'suggested_change', 'improved_code', 'action', 'recommended_action', 'resolution'],
];
export const quoteNames = [
  'quote',
  'code',
  'snippet',
  'excerpt',
  'code_snippet',
  'existing_code',
  'diff_hunk',
];
/** What is known to say nothing that a report shows. */
export const ignoredNames = [
  ...[
    'category',
    'confidence',
    'confidence_score',
    'rule_id',
    'tags',
    'user',
    'side',
    'start_side',
    'url',
    'html_url',
    'commit_id',
  ],
  ...['suppressed', 'status', 'state', 'resolved', 'review_scope', 'cwe', 'effort', 'label'],
];

/** Every name that says something of a finding. */
export const namesOfFindings: readonly string[] = [
  ...titleNames,
  ...wordNames,
  ...moreNames,
  ...severityNames,
  ...fixNames,
  ...quoteNames,
  ...ignoredNames,
  ...namesOfPlaces,
];
