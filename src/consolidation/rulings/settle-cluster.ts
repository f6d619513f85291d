import { severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import { joinTitles } from '../../model/report/wording.ts';
import { toolsSource } from '../../model/tool-result.ts';
import { type Cluster, voicesOf } from '../clustering/cluster.ts';
import { isBlocking } from '../verdict/blocking.ts';
import type { Scene } from './citations/bearing.ts';
import type { Ruling } from './collect-rulings.ts';
import type { Opposition } from './opposition.ts';
import { isIndependent, isReasonedDoubt, isTelling, isUnclear, settleRuling } from './settle-ruling.ts';
import {
  asRaised,
  keepGraver,
  kindRank,
  type SettledSeverity,
  settleSeverity,
  worstOf,
} from './settle-severity.ts';
import type { FallenMember, SettledRuling } from './settled-finding.ts';

/** What clusters are settled with. */
export interface SettlingContext {
  readonly scene: Scene;
  readonly opposition: Opposition;
  /** Whether somebody who was asked said that two findings mean the same. */
  areSame(one: string, other: string): boolean;
}

/** Ruling, severity and kind of a cluster, and which of its findings count no more. */
export interface SettledClaims extends SettledSeverity {
  readonly ruling: SettledRuling;
  readonly fallen: readonly FallenMember[];
}

/** One finding of a cluster with what its rulings make of it. */
interface Member extends SettledSeverity {
  readonly finding: Finding;
  readonly ruling: SettledRuling;
  /** What earlier rounds know of it counts later. */
  readonly state: 'new';
}

const nobody: SettledRuling = {
  value: 'unverified',
  by: [],
  reason: null,
  evidence: [],
  isSettled: false,
  isProven: false,
};

/**
 * Settles a cluster by what was said of each of its findings: a ruling counts for those that the adjudicator was shown and for no
 * others. The worst that stands decides for the whole; it is refuted when every one of them is.
 * @param remembered what the last round still holds against it: no finding is milder than these until a ruling makes it so.
 */
export function settleCluster(
  { findings }: Pick<Cluster, 'findings'>,
  rulings: readonly Ruling[],
  remembered: readonly Finding[],
  context: SettlingContext,
): SettledClaims {
  const last = lastOfEachFamily(rulings, findings);
  const members = findings.map((finding) => {
    const about = rulings.filter(({ subjects }) => subjects.includes(finding.key));
    return settleMember(finding, findings, { about, last }, remembered, context);
  });
  const [only] = members;
  return only !== undefined && members.length === 1
    ? { ...only, fallen: [] }
    : settleSeveral(members, context);
}

function settleSeveral(members: readonly Member[], context: SettlingContext): SettledClaims {
  const standing = members.filter(({ ruling }) => ruling.value !== 'refuted');
  const sorted = (standing.length > 0 ? standing : members).toSorted(worstFirst);
  const [worst] = sorted;
  if (worst === undefined) throw new Error('a cluster without findings');
  const fallen = standing.length === 0 ? [] : members.filter((member) => !standing.includes(member));
  const kinds = standing.flatMap(({ kind }) => (kind === null || kind === 'pre-existing' ? [] : [kind]));
  const [raised, ...others] = standing.map((member) => member.severityBefore ?? member.severity);
  const before = raised === undefined ? worst.severity : worstOf([raised, ...others]);
  const agreed = standing.length > 1 ? agreement(sorted, context) : null;
  return {
    severity: worst.severity,
    severityBefore: before === worst.severity ? null : before,
    kind: worst.kind ?? kinds[0] ?? null,
    kindBefore: worst.kindBefore,
    ruling: tellFallen(tellOthers(agreed ?? worst.ruling, standing), fallen),
    fallen: fallen.map(({ finding, ruling }) => ({ key: finding.key, by: ruling.by })),
  };
}

/** Rulings on one finding, and those on its cluster whose place nothing has taken. */
interface Heard {
  readonly about: readonly Ruling[];
  readonly last: readonly Ruling[];
}

function settleMember(
  finding: Finding,
  all: readonly Finding[],
  { about, last }: Heard,
  remembered: readonly Finding[],
  { scene, opposition }: SettlingContext,
): Member {
  const raised = worstOf([finding.severity, ...remembered.map(({ severity }) => severity)]);
  if (about.length === 0) return { finding, ruling: nobody, state: 'new', ...asRaised(raised, finding) };
  const seen = withoutVague(
    about.filter((ruling) => last.includes(ruling)),
    all,
  );
  const independent = seen.filter((ruling) => isIndependent(ruling, all));
  const own = seen.filter((ruling) => !independent.includes(ruling));
  const ruling = settleRuling(raised, independent, own, opposition) ?? nobody;
  const supporting =
    ruling.value === 'refuted'
      ? []
      : independent.filter(
          (one) =>
            one.value === 'confirmed' ||
            (one.value === 'plausible' && isReasonedDoubt(one)) ||
            isUnclear(one),
        );
  const earlier = about.filter(
    (one) => !seen.includes(one) && one.value === 'confirmed' && isIndependent(one, all),
  );
  const now = settleSeverity(raised, finding, supporting, opposition, scene);
  const settled = ruling.value === 'refuted' ? now : keepGraver(now, raised, finding, earlier);
  const isMilder =
    (settled.severityBefore === 'critical' && settled.severity !== 'critical') ||
    (settled.kindBefore !== null && settled.kind === 'pre-existing');
  const note = isMilder ? opposition.note(raised, supporting) : null;
  const told = note === null ? ruling : { ...ruling, reason: `${ruling.reason ?? ''} ${note}`.trim() };
  return { finding, ruling: told, state: 'new', ...settled };
}

/** What was said of this and of other findings at once gives way to what somebody said of this one, and counts. */
function withoutVague(rulings: readonly Ruling[], findings: readonly Finding[]): readonly Ruling[] {
  const clear = rulings.filter(({ isOfSeveral }) => !isOfSeveral);
  return clear.some((ruling) => isIndependent(ruling, findings) && isTelling(ruling)) ? clear : rulings;
}

/**
 * What a family said of more of a cluster's findings, or knowing what a script showed, takes the place of what it had said of fewer of them,
 * or before that was known. What says nothing that counts takes nothing's place, but stands beside it.
 */
function lastOfEachFamily(rulings: readonly Ruling[], findings: readonly Finding[]): readonly Ruling[] {
  if (rulings.length < 2) return rulings;
  const keys = new Set(findings.map(({ key }) => key));
  const seenBy = ({ subjects }: Ruling) => subjects.filter((key) => keys.has(key));
  return rulings.filter(
    (ruling) =>
      !rulings.some((other) => {
        if (other.family !== ruling.family || !isTelling(other)) return false;
        if (other.isOfSeveral && !ruling.isOfSeveral) return false;
        const [more, fewer] = [seenBy(other).length, seenBy(ruling).length];
        const knowsScript = other.script !== null && ruling.script === null;
        if (more < fewer || (more === fewer && !knowsScript)) return false;
        return seenBy(ruling).every((key) => other.subjects.includes(key));
      }),
  );
}

const valueOrder = ['confirmed', 'unverified', 'plausible', 'refuted'] as const;

function worstFirst(a: Member, b: Member): number {
  return (
    Number(isBlocking(b)) - Number(isBlocking(a)) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    valueOrder.indexOf(a.ruling.value) - valueOrder.indexOf(b.ruling.value) ||
    Number(b.ruling.isProven) - Number(a.ruling.isProven) ||
    kindRank(a.kind) - kindRank(b.kind) ||
    (a.finding.key < b.finding.key ? -1 : 1)
  );
}

/** Two families that raised the same confirm each other, where nobody else could rule and somebody says that they mean the same; the worst stands first. */
function agreement(standing: readonly Member[], { areSame }: SettlingContext): SettledRuling | null {
  if (standing.some(({ ruling }) => ruling.by.length > 0)) return null;
  const [worst, ...others] = standing.filter(({ finding }) => finding.family !== toolsSource);
  if (worst === undefined) return null;
  const voices = [worst, ...others].map(({ finding }) => finding);
  if (voicesOf(voices).size < 2) return null;
  const agents = [...new Set(voices.map(({ agent }) => agent))].sort();
  const agreed = others.filter(
    ({ finding }) => finding.family !== worst.finding.family && areSame(finding.key, worst.finding.key),
  );
  if (agreed.length > 0)
    return {
      ...nobody,
      value: 'confirmed',
      reason: `Raised independently by ${joinTitles(agents)}, who mean the same; nobody else could rule on it.`,
      isSettled: true,
    };
  const said = `Raised by ${joinTitles(agents)} in words that are alike; nobody could say whether they mean the same.`;
  return { ...worst.ruling, reason: [said, worst.ruling.reason].filter((part) => part !== null).join(' ') };
}

/** Says what was ruled of findings beside the one that the ruling is about, and by what evidence: else nobody would see what keeps them from blocking. */
function tellOthers(ruling: SettledRuling, standing: readonly Member[]): SettledRuling {
  const others = standing.filter(
    (member) =>
      member.finding.severity !== 'suggestion' &&
      !isBlocking(member) &&
      member.ruling.by.some((agent) => !ruling.by.includes(agent)),
  );
  if (others.length === 0) return ruling;
  const told = others.map(({ finding, severity, severityBefore, ruling: { value, by } }) => {
    const what =
      severityBefore === null ? `was found ${value}` : `was lowered from ${severityBefore} to ${severity}`;
    return `What ${joinTitles([finding.agent])} said of it (${finding.id}) ${what} by ${joinTitles(by)}.`;
  });
  return {
    ...ruling,
    reason: [ruling.reason, ...told].filter((part) => part !== null).join(' '),
    evidence: [...ruling.evidence, ...others.flatMap(({ ruling: { evidence } }) => evidence)],
  };
}

function tellFallen(ruling: SettledRuling, fallen: readonly Member[]): SettledRuling {
  if (fallen.length === 0) return ruling;
  const told = fallen.map(
    ({ finding, ruling: { by } }) =>
      `What ${joinTitles([finding.agent])} said of it (${finding.id}) was refuted by ${joinTitles(by)}.`,
  );
  return { ...ruling, reason: [ruling.reason, ...told].filter((part) => part !== null).join(' ') };
}
