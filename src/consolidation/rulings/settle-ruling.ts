import type { Severity } from '../../model/answers/review-schema.ts';
import type { RulingValue } from '../../model/answers/ruling.ts';
import type { Finding } from '../../model/finding.ts';
import type { ReportEvidence } from '../../model/report/report-schema.ts';
import { agentTitle, capitalised, joinTitles } from '../../model/report/wording.ts';
import type { Ruling } from './collect-rulings.ts';
import type { Opposition } from './opposition.ts';
import type { SettledRuling } from './settled-finding.ts';

/**
 * Adds up the rulings on one finding, cautiously: nothing but evidence that code could check makes it milder.
 *
 * Independent rulings (of a family that had not raised what it ruled on) decide. One confirmation outweighs doubt; confirmation
 * against a proven refutation is a contradiction and leaves `unverified`; a refutation needs a citation that decides against the claim, and
 * for a critical a second one of another family, or it is `plausible` and settles nothing. A doubt that names no missing step and cites
 * nothing is as if nobody had ruled. Beside a ruling that is unclear nothing counts but a confirmation: it may have been one. A family's
 * ruling on its own finding makes it `plausible` at most, and takes it back only where no other family could rule.
 * @param severity what it was raised as.
 * @returns null where nobody ruled.
 */
export function settleRuling(
  severity: Severity,
  independent: readonly Ruling[],
  own: readonly Ruling[],
  opposition: Opposition,
): SettledRuling | null {
  const telling = independent.filter(saysSomething);
  const unclear = independent.filter(isUnclear);
  if (unclear.length > 0 && telling.every(({ value }) => value !== 'confirmed'))
    return unsettled(unclear, telling);
  if (telling.length > 0) return settleIndependent(severity, telling, opposition);
  if (own.some(isUnclear)) return unsettled(own.filter(isUnclear), []);
  const tellingOwn = own.filter(saysSomething);
  if (tellingOwn.length > 0) return settleOwn(tellingOwn, opposition);
  const idle = [...independent, ...own];
  return idle.length > 0
    ? unverified(
        [],
        `${names(idle)} called it plausible, but named no missing step or cited nothing that bears on it, which settles nothing. ${reasons(idle)}`,
      )
    : null;
}

/** Whether nobody knows what a ruling says: it may be a confirmation. */
export const isUnclear = ({ value }: Ruling): boolean => value === 'contradictory' || value === 'unread';

const saysSomething = (ruling: Ruling): boolean =>
  !isUnclear(ruling) && (ruling.value !== 'plausible' || isReasonedDoubt(ruling));

function unsettled(unclear: readonly Ruling[], others: readonly Ruling[]): SettledRuling | null {
  const contradictory = unclear.filter(({ value }) => value === 'contradictory');
  const heard = [...contradictory, ...others];
  if (heard.length === 0) return null;
  const unread = unclear.filter(({ value }) => value === 'unread');
  const why = [
    ...(contradictory.length > 0 ? [`${names(contradictory)} contradicted itself`] : []),
    ...(unread.length > 0 ? [`what ${names(unread)} ruled could not be read`] : []),
  ].join(', and ');
  return unverified(heard, `${capitalised(why)}: ${reasons(heard)}`);
}

/** Whether the adjudicator's family had raised none of the findings that it was asked about. */
export function isIndependent(ruling: Ruling, findings: readonly Finding[]): boolean {
  return !findings.some(
    (finding) => finding.family === ruling.family && ruling.subjects.includes(finding.key),
  );
}

/** Names what the repository does not show, and cites what bears on the claim. */
export const isReasonedDoubt = ({ missing, isProven, hasEvidence }: Ruling): boolean =>
  missing !== null && (isProven || hasEvidence);

/** Whether a ruling says anything: a confirmation always does, a doubt with a reason, a refutation with what decides. */
export const isTelling = (ruling: Ruling): boolean =>
  ruling.value === 'confirmed' ||
  (ruling.value === 'refuted' && ruling.isProven) ||
  (ruling.value === 'plausible' && isReasonedDoubt(ruling));

function settleIndependent(
  severity: Severity,
  rulings: readonly Ruling[],
  opposition: Opposition,
): SettledRuling {
  const confirming = rulings.filter((ruling) => ruling.value === 'confirmed');
  const refuting = rulings.filter((ruling) => ruling.value === 'refuted' && ruling.isProven);
  const unproven = rulings.filter((ruling) => ruling.value === 'refuted' && !ruling.isProven);
  const doubting = rulings.filter((ruling) => ruling.value === 'plausible');
  if (confirming.length > 0 && refuting.length > 0) {
    const both = [...confirming, ...refuting];
    return unverified(
      both,
      `Contradictory: ${names(confirming)} confirmed it, ${names(refuting)} refuted it. ${reasons(both)}`,
    );
  }
  if (confirming.length > 0) return settled('confirmed', confirming);
  if (doubting.length > 0) return settled('plausible', [...doubting, ...refuting]);
  if (refuting.length === 0) {
    return {
      ...settled('plausible', unproven),
      reason: `${names(unproven)} refuted it without a citation that decides against it, so it still stands. ${reasons(unproven)}`,
      isSettled: false,
    };
  }
  const lack = opposition.lack(severity, refuting);
  if (lack === null) {
    const note = opposition.note(severity, refuting);
    const reason = [reasons(refuting), note].filter((part) => part !== null && part !== '').join(' ');
    return { ...settled('refuted', refuting), reason: reason === '' ? null : reason };
  }
  return {
    ...settled('plausible', refuting),
    reason: `${names(refuting)} refuted it, but ${lack}, so it still stands. ${reasons(refuting)}`,
    isSettled: false,
  };
}

function settleOwn(rulings: readonly Ruling[], opposition: Opposition): SettledRuling {
  const refuting = rulings.filter((ruling) => ruling.value === 'refuted' && ruling.isProven);
  const isTakenBack = refuting.length === rulings.length && opposition.isAlone(rulings);
  return {
    ...settled('plausible', rulings),
    reason: `Ruled on only by the family that raised it, which ${isTakenBack ? 'takes it back' : 'counts less'}. ${reasons(rulings)}`,
    isSettled: isTakenBack,
    isProven: false,
  };
}

function settled(value: RulingValue, rulings: readonly Ruling[]): SettledRuling {
  return {
    value,
    by: agentsOf(rulings),
    reason: reasons(rulings) || null,
    evidence: evidenceOf(rulings),
    isSettled: true,
    isProven: rulings.some(({ hasEvidence }) => hasEvidence),
  };
}

function unverified(rulings: readonly Ruling[], reason: string): SettledRuling {
  return {
    value: 'unverified',
    by: agentsOf(rulings),
    reason: reason.trim(),
    evidence: evidenceOf(rulings),
    isSettled: false,
    isProven: false,
  };
}

const agentsOf = (rulings: readonly Ruling[]): string[] =>
  [...new Set(rulings.map((ruling) => ruling.agent))].sort();

const names = (rulings: readonly Ruling[]): string => joinTitles(agentsOf(rulings));

/** One ruling's reason as it is, several with the name before each. */
function reasons(rulings: readonly Ruling[]): string {
  const told = rulings.filter((ruling) => ruling.reason !== '');
  if (told.length === 1) return told[0]?.reason ?? '';
  return told.map((ruling) => `${agentTitle(ruling.agent)}: ${ruling.reason}`).join('\n\n');
}

function evidenceOf(rulings: readonly Ruling[]): ReportEvidence[] {
  const seen = new Set<string>();
  return rulings
    .flatMap((ruling) => ruling.evidence)
    .filter((entry) => {
      const text = JSON.stringify(entry);
      return !seen.has(text) && seen.add(text);
    });
}
