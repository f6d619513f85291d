import { type Place, traceExpression } from './expressions.ts';
import type { Workflow } from './workflow.ts';

/**
 * Values that someone without write access can choose, as listed in
 * https://docs.github.com/actions/concepts/security/script-injections and by actionlint.
 */
const untrusted =
  /\bgithub\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment|discussion_comment)\.body|pull_request\.head\.(?:ref|label|repo\.default_branch)|workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:name|email))|head_repository\.description|pull_requests\S*\.head\.ref)|(?:head_commit|commits\S*)\.(?:message|(?:author|committer)\.(?:name|email))|pages\S*\.page_name|(?:\w+\.)?\*(?:\.\w+)?\.(?:title|body|message|ref|label)))\b(?!\s*[!=]=)/;

/** A payload as a whole, with the words of strangers in it. */
const wholePayload =
  /\btoJSON\(\s*github(?:\.event(?:\.(?:issue|pull_request|discussion|comment|review|workflow_run))?)?\s*\)/i;

/** Of these, texts of several lines. */
const severalLines = /\.(?:body|message|description)\b/;

/** Events whose runs hold secrets and a token that may write although an outsider caused them. */
const privileged = [
  'pull_request_target',
  'workflow_run',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'gollum',
];

/** The event of a workflow whose runs have the repository's rights although a stranger caused them; null for none. */
export const privilegedEvent = ({ triggers }: Workflow): string | null =>
  privileged.find((event) => triggers.has(event)) ?? null;

/** Words of strangers that an expression yields. */
export interface UntrustedWords {
  /** What of the payload they are. */
  readonly source: string;
  /** Whether the expression names them by way of something else. */
  readonly isIndirect: boolean;
  readonly isOfSeveralLines: boolean;
}

/** The words of strangers that an expression yields in a run of a workflow; null for none. */
export function untrustedWords(expression: string, place: Place, caller: Workflow): UntrustedWords | null {
  const isBranchKnown = namesBranches(caller) || comparesBranch(place.job.condition);
  const traced = traceExpression(withoutTests(expression), place)
    .map(withoutTests)
    .map((one) => (isBranchKnown ? one.replace(/\bworkflow_run\.head_branch\b/g, '') : one))
    .map((one) => (mayFollowRuns(caller) ? one : one.replace(/\bgithub\.event\.workflow_run\b/g, '')));
  const isStrangers = [...privileged, 'pull_request'].some((event) => caller.triggers.has(event));
  const found = traced.flatMap(
    (one) => (untrusted.exec(one) ?? (isStrangers ? wholePayload.exec(one) : null))?.[0] ?? [],
  );
  const [source] = found;
  if (source === undefined) return null;
  return {
    source,
    isIndirect: traced.length > 1,
    isOfSeveralLines: found.some((each) => severalLines.test(each)),
  };
}

/** Whether the payload may be that of a run: a workflow that is called has its caller's. */
const mayFollowRuns = ({ triggers }: Workflow): boolean =>
  triggers.size === 0 || triggers.has('workflow_run') || triggers.has('workflow_call');

/** Whether a workflow follows only runs of branches that it names, without patterns. */
function namesBranches({ on }: Workflow): boolean {
  const branches = [at(at(on, 'workflow_run'), 'branches') ?? []].flat();
  return branches.length > 0 && branches.every((branch) => /^[\w./-]+$/.test(String(branch)));
}

const comparesBranch = (condition: string): boolean =>
  /workflow_run\.head_branch\s*==\s*'[\w./-]+'/.test(condition) && !condition.includes('||');

/** What someone may choose who can push a branch, or who uses an action and passes a stranger's words on. */
export function weakWords(expression: string, workflow: Workflow): string | undefined {
  const shown = withoutTests(expression);
  const isAction = workflow.triggers.size === 0 || [...workflow.triggers].join() === 'workflow_call';
  const input = /\binputs\.\w*(?:title|body|message|comment|branch|head[-_]?ref)\w*\b(?!\s*[!=]=)/i.exec(
    shown,
  )?.[0];
  if (isAction) return input;
  const push = at(workflow.on, 'push');
  const isAnyBranch = workflow.triggers.has('push') && !at(push, 'branches') && !at(push, 'tags');
  return isAnyBranch ? /\bgithub\.ref_name\b(?!\s*[!=]=)/.exec(shown)?.[0] : undefined;
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** An expression without the calls and comparisons that only yield true or false. */
export const withoutTests = (expression: string): string =>
  expression.replace(
    /\b(?:contains|startsWith|endsWith)\((?:[^()']|'[^']*'|\([^()]*\))*\)|[^\s()&|]+\s*[!=]=\s*[^\s()&|]+/g,
    '',
  );
