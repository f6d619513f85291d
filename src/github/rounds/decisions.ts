import type { Configuration } from '../../config/configuration.ts';
import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import type { DeclinedFinding } from '../../model/rules.ts';
import type { Permission } from '../api/client.ts';
import { keyOfFinding } from './marker.ts';
import type { Memory } from './memory.ts';
import type { SaidCommand } from './said-commands.ts';

/** What became of a command, for whoever gave it. */
export interface Answer {
  readonly by: string;
  /** `decline I2`. */
  readonly command: string;
  /** The comment it stands in. */
  readonly url: string;
  /** The same for the GraphQL API; null where the server gives none. */
  readonly nodeId: string | null;
  /** Why it does not count, as the end of a sentence; null where it does. */
  readonly refusal: string | null;
}

/** What people decided in comments, with an answer to each. */
export interface Decisions {
  readonly declined: readonly DeclinedFinding[];
  /** Whether the last round would have been another one with them. */
  readonly isNews: boolean;
  /** In the order of the commands. */
  readonly answers: readonly Answer[];
  /** The answers to what was said since the last round, as sentences. */
  readonly notes: readonly string[];
}

/** Who may decline. */
export type DecliningPolicy = Configuration['declining'];

/** A command and the finding that it speaks of, where there is one. */
interface Judged {
  readonly said: SaidCommand;
  readonly finding: ReportFinding | null;
  /** Why it does not count, as the end of a sentence; null where it does. */
  readonly refusal: string | null;
}

/**
 * Judges what was said about the findings of this and earlier rounds: the last word on each counts. A finding is known by the id that it had
 * when the command was given, whatever it is called now.
 * @param author login of the pull request's author; null where it is not known.
 */
export function judgeCommands(
  commands: readonly SaidCommand[],
  memory: Memory,
  policy: DecliningPolicy,
  author: string | null,
): Decisions {
  const findings = rememberedFindings(memory.report);
  const judged = commands.map((said): Judged => {
    const fingerprint =
      said.id === null
        ? nameOf(said, findings)
        : (roundMeant(said, memory)?.ids[said.id] ?? undatedName(said, memory));
    const finding =
      fingerprint === undefined
        ? null
        : (findings.find((one) => [one.fingerprint, ...one.formerFingerprints].includes(fingerprint)) ??
          null);
    return {
      said,
      finding,
      refusal: refuse(said, { finding, isNamed: fingerprint !== undefined }, policy, author),
    };
  });
  const standing = new Map<ReportFinding, SaidCommand>();
  for (const { said, finding, refusal } of judged) {
    if (finding === null || refusal !== null) continue;
    if (said.verb === 'decline') standing.set(finding, said);
    else standing.delete(finding);
  }
  const declined = [...standing].map(([{ fingerprint }, said]) => declinedBy(said, fingerprint));
  const before = findings.filter(({ fingerprint }) => memory.declined.includes(fingerprint));
  return {
    declined,
    isNews: before.length !== standing.size || before.some((finding) => !standing.has(finding)),
    answers: judged.map(answerOf),
    notes: judged.filter(({ said }) => isSince(said, memory)).map(tell),
  };
}

/** Refuses every command, all for one reason. */
export function refuseCommands(commands: readonly SaidCommand[], refusal: string): Decisions {
  const judged = commands.map((said): Judged => ({ said, finding: null, refusal }));
  return { declined: [], isNews: false, answers: judged.map(answerOf), notes: judged.map(tell) };
}

/** The round whose ids somebody had before him: the last one whose ids were known before he spoke. */
function roundMeant({ kind, number }: SaidCommand, { rounds }: Memory): Memory['rounds'][number] | undefined {
  return rounds.findLast(({ seen }) => seen !== null && seen[kind] < number);
}

/** The fingerprint of the finding that the answered comment of ours is about: as it is called now, or else as it was. */
const nameOf = ({ about }: SaidCommand, findings: readonly ReportFinding[]): string | undefined => {
  const isMeant = (name: string) => keyOfFinding(name) === about;
  return (
    findings.find(({ fingerprint }) => isMeant(fingerprint))?.fingerprint ??
    findings.find(({ formerFingerprints }) => formerFingerprints.some(isMeant))?.fingerprint
  );
};

/**
 * The fingerprint of an id of a round of which nobody knows what was said before it. That is enough to take a decline back, which makes
 * nothing milder; a decline is to be said again.
 */
const undatedName = ({ verb, id }: SaidCommand, { rounds }: Memory): string | undefined =>
  verb === 'undecline' && id !== null
    ? rounds.findLast(({ seen, ids }) => seen === null && id in ids)?.ids[id]
    : undefined;

/** Whether something was said after the last round. */
const isSince = ({ kind, number }: SaidCommand, { rounds }: Memory): boolean => {
  const seen = rounds.at(-1)?.seen;
  return seen === undefined || seen === null || seen[kind] < number;
};

const mayDo = (permission: Permission, needed: Permission): boolean => rank[permission] >= rank[needed];
const rank: Record<Permission, number> = { none: 0, write: 1, maintain: 2, admin: 3 };

function refuse(
  { verb, id, about, reason, permission, wasEdited, by }: SaidCommand,
  { finding, isNamed }: { readonly finding: ReportFinding | null; readonly isNamed: boolean },
  policy: DecliningPolicy,
  author: string | null,
): string | null {
  if (permission === null) return 'whether that is allowed could not be read';
  if (!mayDo(permission, 'write')) return 'that needs write access';
  if (wasEdited) return 'the comment was edited since: say it again in a new one';
  if (id === null && about === null) return 'it names no finding: put its id behind the command';
  if (!isNamed) return 'no round before that had such a finding';
  if (finding === null) return 'the last round does not have it any more';
  if (verb === 'undecline') return null;
  if (reason === '') return 'that was without a reason';
  if (by.toLowerCase() === author?.toLowerCase()) {
    if (policy.author === 'never')
      return 'the author of a pull request does not decline its findings (`declining`)';
    if (!mayDo(permission, policy.author))
      return 'the author of a pull request declines its findings only as an admin (`declining`)';
  }
  if (finding.severity === 'critical' && !mayDo(permission, 'maintain'))
    return 'a critical finding needs the maintain role';
  return null;
}

function tell({ said: { by, verb, id }, finding, refusal }: Judged): string {
  const name =
    id === null
      ? (finding?.id ?? 'a finding')
      : finding === null || finding.id === id
        ? id
        : `${id} (now ${finding.id})`;
  const [tries, done] =
    verb === 'decline' ? ['decline', 'declined'] : ['take back the decline of', 'took back the decline of'];
  return refusal === null ? `${by} ${done} ${name}.` : `${by} could not ${tries} ${name}: ${refusal}.`;
}

const answerOf = ({ said: { by, verb, id, url, nodeId }, finding, refusal }: Judged): Answer => ({
  by,
  command:
    id === null
      ? [verb, finding?.id].filter((part) => part !== undefined).join(' ')
      : `${verb} ${id}${finding === null || finding.id === id ? '' : `, now ${finding.id}`}`,
  url,
  nodeId,
  refusal,
});

const declinedBy = ({ by, reason, permission }: SaidCommand, fingerprint: string): DeclinedFinding => ({
  fingerprint,
  path: null,
  text: null,
  reason: `${reason} (${by})`,
  expires: null,
  by,
  upTo: permission !== null && mayDo(permission, 'maintain') ? 'critical' : 'important',
});
