import { voicesOf } from '../../consolidation/clustering/cluster.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import { type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import type { AskedRuling, Ruler, RulingSituation } from './ruling-situation.ts';

/** After so many runs in vain a cluster stays unverified. */
const mostVainAsks = 3;

/** What may still need a ruling, the worst first, neighbours together. */
export function openFindings({
  settled,
  mayRuleOnSuggestions,
  isReviewing,
}: RulingSituation): SettledFinding[] {
  const weight = (finding: SettledFinding): number => severityRank(raisedSeverity(finding));
  const open = settled.filter(
    (finding) =>
      finding.state !== 'declined' &&
      finding.isAsBefore !== true &&
      (raisedSeverity(finding) !== 'suggestion' || (mayRuleOnSuggestions && isReviewing)),
  );
  return open.sort((a, b) => weight(a) - weight(b));
}

/** The worst that anybody called it: a ruling that lowered it does not make a second challenge needless. */
export function raisedSeverity({ cluster, severity, severityBefore }: SettledFinding): Severity {
  return [severityBefore ?? severity, ...cluster.findings.map((finding) => finding.severity)].reduce(
    (worst, one) => (severityRank(one) < severityRank(worst) ? one : worst),
  );
}

/** How many more rulings a finding needs: a critical two, any other one, and one more of what a script has shown since. */
export function missingRulings(finding: SettledFinding, situation: RulingSituation): number {
  const asked = asksOf(finding, situation);
  const isInVain = (ask: AskedRuling) => !ask.isOpen && !ask.isAnswered;
  const inVain = asked.filter(isInVain).length;
  if (inVain >= mostVainAsks) return 0;
  const needed = raisedSeverity(finding) === 'critical' ? 2 : 1;
  const missing = Math.max(0, needed - (asked.length - inVain));
  return missing === 0 && isUnjudged(finding, asked, situation) ? 1 : missing;
}

/** Whether a script shows something since it was ruled on, and another family than who wrote it is there to say what. */
function isUnjudged(
  finding: SettledFinding,
  asked: readonly AskedRuling[],
  situation: RulingSituation,
): boolean {
  const script = situation.scriptOf?.(finding) ?? null;
  if (script === null) return false;
  const writers = situation.scriptFamilies?.(finding) ?? new Set();
  const told = asked.filter((ask) => ask.script === script);
  const isJudge = ({ family }: { readonly family: string }) => !writers.has(family);
  const isJudged = told.some((ask) => isJudge(ask) && (ask.isOpen || ask.isAnswered));
  return !isJudged && eligibleRulers(finding, situation).some(isJudge);
}

/**
 * What was asked about it and of nothing else: of one of its worst findings while reviewers still work, since it may grow yet, and of all
 * that something hangs on when they are done. So what was ruled on early is ruled on again when others joined it, and who came first decides
 * nothing.
 */
function asksOf(
  { cluster: { findings } }: SettledFinding,
  { asked, isReviewing }: RulingSituation,
): AskedRuling[] {
  const worst = Math.min(...findings.map(({ severity }) => severityRank(severity)));
  const keys = new Set(findings.map(({ key }) => key));
  const matters = findings.filter(
    ({ severity }) => severityRank(severity) === worst || severity !== 'suggestion',
  );
  return asked.filter((ask) => {
    const isAsked = ({ key }: Finding) => ask.keys.includes(key);
    if (!ask.keys.every((key) => keys.has(key))) return false;
    return isReviewing
      ? findings.some((finding) => severityRank(finding.severity) === worst && isAsked(finding))
      : matters.every(isAsked);
  });
}

/** Agents of families that neither raised it nor were asked; its own family only where the team has no other, and something hangs on it. */
export function eligibleRulers(finding: SettledFinding, situation: RulingSituation): Ruler[] {
  const raised = voicesOf(finding.cluster.findings);
  const script = situation.scriptOf?.(finding) ?? null;
  const asked = new Set(
    asksOf(finding, situation)
      .filter((ask) => script === null || ask.script === script)
      .map((ask) => ask.family),
  );
  const isAlone = situation.families.every((family) => raised.has(family));
  if (isAlone && (raised.size > 1 || raisedSeverity(finding) === 'suggestion')) return [];
  const eligible = situation.rulers.filter(
    (ruler) => !asked.has(ruler.family) && (isAlone || !raised.has(ruler.family)),
  );
  const writers = situation.scriptFamilies?.(finding) ?? new Set();
  const others = eligible.filter(({ family }) => !writers.has(family));
  return others.length > 0 ? others : eligible;
}
