import type { Report, VerdictLevel } from '../../model/report/report-schema.ts';
import { capitalised, countOf, joinTitles } from '../../model/report/wording.ts';
import type { Rules } from '../../model/rules.ts';
import { voicesOf } from '../clustering/cluster.ts';
import { findingList, nobodyRead, wordList } from '../composing/wording.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';
import { isBlocking } from './blocking.ts';
import type { Quorum } from './valid-reviewers.ts';

/** What a verdict rests on, and nothing else. */
export interface VerdictBasis {
  /** Settled findings in report order, refuted and declined ones included. */
  readonly findings: readonly SettledFinding[];
  readonly quorum: Quorum;
  /** The change holds a file that people are to read. */
  readonly hasReviewable: boolean;
  /** Reviewers whose answer speaks of blocking findings that could not be read; see {@link unreadReviewers}. */
  readonly unread?: readonly string[];
  /** Risky files that nobody read. */
  readonly uncovered: readonly string[];
  /** What blocked in the last round cannot be known. */
  readonly isLastRoundLost: boolean;
  readonly rules: Rules;
}

/** The basis, counted. */
interface Facts extends VerdictBasis {
  readonly blocking: readonly SettledFinding[];
  readonly criticals: readonly SettledFinding[];
  readonly importants: readonly SettledFinding[];
}

/** One row of the verdict's table. */
export interface VerdictRule {
  readonly name: string;
  readonly level: VerdictLevel;
  readonly applies: (facts: Facts) => boolean;
  /** One sentence for people, without the rule's name. */
  readonly explain: (facts: Facts) => string;
}

/** The first rule that applies decides. The order and conditions are the contract; `rework-at` is in the configuration. */
export const verdictRules: readonly VerdictRule[] = [
  {
    name: 'too-few-reviewers',
    level: 'inconclusive',
    applies: ({ quorum: { count, needed } }) => count < needed,
    explain: ({ quorum }) =>
      `${tellReviewers(quorum)}, and ${quorum.needed} ${quorum.needed === 1 ? 'is' : 'are'} needed`,
  },
  {
    name: 'risky-files-uncovered',
    level: 'inconclusive',
    applies: ({ uncovered }) => uncovered.length > 0,
    explain: ({ uncovered }) => `no reviewer read ${wordList(uncovered, 3)}, whose changes are risky`,
  },
  {
    name: 'unread-findings',
    level: 'inconclusive',
    applies: ({ unread = [] }) => unread.length > 0,
    explain: ({ unread = [] }) =>
      `${joinTitles(unread)} ${unread.length === 1 ? 'speaks' : 'speak'} of blocking findings in a form that could not be read`,
  },
  {
    name: 'confirmed-criticals',
    level: 'rework',
    applies: ({ blocking, rules }) => isRework(blocking.filter(isProven), rules),
    explain: ({ blocking }) => `${findingList(blocking.filter(isProven))} together call for rework`,
  },
  {
    name: 'critical-stands',
    level: 'merge-with-fixes',
    applies: ({ criticals }) => criticals.length > 0,
    explain: ({ blocking }) => `${findingList(blocking)} ${needs(blocking)} to be fixed first`,
  },
  {
    name: 'important-stands',
    level: 'merge-with-fixes',
    applies: ({ importants }) => importants.length > 0,
    explain: ({ blocking }) => `${findingList(blocking)} ${needs(blocking)} to be fixed first`,
  },
  {
    name: 'last-round-lost',
    level: 'inconclusive',
    applies: ({ isLastRoundLost }) => isLastRoundLost,
    explain: () => 'nothing blocks now, but what blocked in the last round cannot be known',
  },
  {
    name: 'nothing-blocks',
    level: 'merge',
    applies: () => true,
    explain: ({ findings }) =>
      findings.length === 0
        ? 'nothing was found'
        : 'no critical finding stands, and no important one is confirmed or unverified',
  },
];

/**
 * Decides level and gate. A blocking finding blocks an inconclusive review too; and what nobody could settle counts as confirmed
 * for the gate, so that a review that lost its adjudicators never passes where a whole one would have failed. The reason names the rule
 * and its findings: annotations and readers of the JSON see nothing else of the verdict.
 */
export function decideVerdict(basis: VerdictBasis): Report['verdict'] {
  const blocking = basis.findings.filter(isBlocking);
  const facts: Facts = {
    ...basis,
    blocking,
    criticals: blocking.filter((finding) => finding.severity === 'critical'),
    importants: blocking.filter((finding) => finding.severity === 'important'),
  };
  const rule = firstRule(verdictRules, facts);
  const gate = decideGate(rule.level, facts);
  return {
    level: rule.level,
    gate,
    rule: rule.name,
    reason: `${capitalised(rule.explain(facts))}${remainder(rule, gate, facts)}${remarkOnLate(facts)}${remarkOnReading(facts)} (rule ${rule.name}).`,
    blocking: blocking.map((finding) => finding.id),
  };
}

function firstRule(rules: readonly VerdictRule[], facts: Facts): VerdictRule {
  const rule = rules.find((candidate) => candidate.applies(facts));
  if (rule === undefined) throw new Error('no verdict rule applies');
  return rule;
}

function decideGate(level: VerdictLevel, facts: Facts): Report['verdict']['gate'] {
  const { blocking, rules } = facts;
  const unsettled = blocking.filter((finding) => isConfirmed(finding) || !finding.ruling.isSettled);
  const isHeldBack =
    rules.failOn === 'merge-with-fixes'
      ? blocking.length > 0
      : rules.failOn === 'rework' &&
        isRework(rules.adjudication ? unsettled : blocking.filter(isAgreed), rules);
  // What could not be read may block: who lets an inconclusive review pass does not let that pass.
  const { unread = [] } = facts;
  const mayBlock =
    unread.length > 0 && rules.onInconclusive !== 'fail' && rules.failOn === 'merge-with-fixes';
  if (isHeldBack || mayBlock) return 'block';
  // Not even where an inconclusive review passes: this one may hide what a look at the last round would show.
  if (facts.isLastRoundLost && rules.failOn !== 'never') return 'inconclusive';
  return level === 'inconclusive' && rules.onInconclusive === 'fail' ? 'inconclusive' : 'pass';
}

/** Who gave a valid review, and why they may count as fewer than are named. */
function tellReviewers({ reviewers, count }: Quorum): string {
  const who = reviewers.length === 0 ? 'no reviewer' : `only ${joinTitles(reviewers)}`;
  const counted =
    reviewers.length > count ? `, which count as ${count} since a substitute has the place of another` : '';
  return `${who} gave a valid review${counted}`;
}

/** What the rule's own sentence leaves out: why the gate closes although the level alone would not close it. */
function remainder(
  { level }: VerdictRule,
  gate: Report['verdict']['gate'],
  { blocking, rules }: Facts,
): string {
  if (gate === 'inconclusive' && level !== 'inconclusive')
    return ', and what blocked in the last round cannot be known';
  if (gate !== 'block') return '';
  if (blocking.length === 0) return '';
  if (level === 'inconclusive') return `, and what was found blocks all the same: ${findingList(blocking)}`;
  return level === 'merge-with-fixes' && rules.failOn === 'rework'
    ? ', and they would mean rework if those that nobody could settle hold'
    : '';
}

/** Fixed rules do not read, and agents look at no file that is not for people to read: what they say of such a change is no reading of it. */
function remarkOnReading({ hasReviewable, quorum: { isByRules } }: Facts): string {
  return hasReviewable && !isByRules ? '' : `; ${nobodyRead}`;
}

/** Findings that would block if they had come earlier. */
function remarkOnLate({ findings }: Facts): string {
  const spared = findings.filter(
    (finding) => finding.late === 'spared' && isBlocking({ ...finding, late: 'blocks' }),
  ).length;
  if (spared === 0) return '';
  return `; ${countOf(spared, 'late finding')} of code that did not change since the last round ${spared === 1 ? 'is' : 'are'} reported and ${spared === 1 ? 'does' : 'do'} not block`;
}

/** Criticals beyond the threshold count as importants: a third critical is no milder than an important. */
function isRework(findings: readonly SettledFinding[], { reworkAt }: Rules): boolean {
  const criticals = findings.filter((finding) => finding.severity === 'critical').length;
  return criticals >= reworkAt.critical && findings.length >= reworkAt.critical + reworkAt.important;
}

/** A confirmation without evidence lets a finding stand, and calls for nothing more. */
const isProven = (finding: SettledFinding): boolean => isConfirmed(finding) && finding.ruling.isProven;
/** Where nobody may be asked, what two families raised. */
const isAgreed = (finding: SettledFinding): boolean =>
  isConfirmed(finding) || voicesOf(finding.cluster.findings).size > 1;
const isConfirmed = (finding: SettledFinding): boolean => finding.ruling.value === 'confirmed';
const needs = (findings: readonly SettledFinding[]): string => (findings.length === 1 ? 'needs' : 'need');
