import type { Kind } from '../answers/review-schema.ts';
import type { RulingValue } from '../answers/ruling.ts';
import type { Outcome } from '../run.ts';
import type { Gate, Report, ReportFinding, VerdictLevel } from './report-schema.ts';

/** A verdict as readers see it. */
export const verdictTitles: Readonly<Record<VerdictLevel, string>> = {
  merge: 'Merge as-is',
  'merge-with-fixes': 'Merge with fixes',
  rework: 'Rework',
  inconclusive: 'Inconclusive',
};

/** What the check does, in words. */
export const gateTitles: Readonly<Record<Gate, string>> = {
  pass: 'the check passes',
  block: 'the check fails',
  inconclusive: 'the check fails as inconclusive',
};

/** What a kind means, in one clause. */
export const kindMeanings: Readonly<Record<Kind, string>> = {
  regression: 'worked before this change',
  gap: 'missing in what this change adds',
  'pre-existing': 'not touched by this change',
};

/** How a run ended, in words. */
export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  completed: 'completed',
  missing: 'not installed',
  unauthenticated: 'not signed in',
  quota: 'out of quota',
  'timed-out': 'timed out',
  crashed: 'crashed',
  malformed: 'unreadable answer',
  vacuous: 'empty review',
  cancelled: 'cancelled',
};

/** How an original review was read, in words. */
export const formTitles: Readonly<Record<string, string>> = {
  strict: 'JSON that meets the schema',
  salvaged: 'JSON, repaired',
  markdown: 'Markdown',
};

/** How a run ended and why, without saying it twice: `timed out: no answer after 20 min`. */
export function describeOutcome(outcome: Outcome, reason: string | null): string {
  const title = outcomeTitles[outcome];
  if (reason === null) return title;
  return reason.toLowerCase().includes(title) ? reason : `${title}: ${reason}`;
}

const productNames: Readonly<Record<string, string>> = { claude: 'Claude', codex: 'Codex', gemini: 'Gemini' };

/** An agent's name as readers know it. */
export const agentTitle = (name: string): string => productNames[name] ?? name;

/** `Claude, Codex and Gemini`. */
export const joinTitles = (names: readonly string[]): string =>
  joinWords([...new Set(names)].map(agentTitle));

/** `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `1,234`: a whole number in groups of three, without the tables that `toLocaleString` loads for it. */
export const groupDigits = (count: number): string => `${count}`.replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 file`, `2 files`; the plural may be given. */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${groupDigits(count)} ${count === 1 ? noun : plural}`;

/** `29 min 28 s`, `4.2 s`; hours from one hour on. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([amount, unit]) => (amount > 0 ? [`${amount} ${unit}`] : [])).join(' ');
}

/** `8:20`, for table cells and axes; what took any time took a second. */
export function formatClock(milliseconds: number): string {
  const seconds = milliseconds > 0 ? Math.max(1, Math.round(milliseconds / 1000)) : 0;
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  const tail = `${String(seconds % 60).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `2026-03-20 13:35 UTC` of an ISO 8601 time; anything else as it is. */
export function formatTime(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/.exec(iso);
  return match ? `${match[1]} ${match[2]} UTC` : iso;
}

/** `$0.42`; more digits for less than a cent. */
export const formatCost = (usd: number): string => `$${usd.toFixed(usd > 0 && usd < 0.01 ? 4 : 2)}`;

/** `12.3k`, for tokens. */
export const formatTokens = (count: number): string =>
  count < 1000
    ? String(count)
    : count < 999_500
      ? `${(count / 1000).toFixed(count < 9_950 ? 1 : 0)}k`
      : `${(count / 1e6).toFixed(1)}M`;

/** `path:12-20`, `path:12`, `path`; lines that differ only where there are two. */
export function formatPlace(place: {
  readonly path: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
}): string {
  if (place.path === null) return 'no place given';
  if (place.startLine === null) return place.path;
  const isRange = place.endLine !== null && place.endLine !== place.startLine;
  return `${place.path}:${place.startLine}${isRange ? `-${place.endLine}` : ''}`;
}

/** The first letter in upper case. */
export const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** The first characters of a commit name. */
export const shortOid = (oid: string): string => oid.slice(0, 7);

/** A ruling and who made it: `confirmed by Claude`, `unverified`. */
export function describeRuling(ruling: {
  readonly value: RulingValue;
  readonly by: readonly string[];
}): string {
  const value = ruling.value === 'plausible' && ruling.by.length > 0 ? 'found plausible' : ruling.value;
  return ruling.by.length > 0 ? `${value} by ${joinTitles(ruling.by)}` : value;
}

/** What a ruling changed: `raised as critical, regression`; null when nothing. */
export function describeChange(finding: ReportFinding): string | null {
  const { severityBefore, kindBefore } = finding.ruling;
  const before = [
    severityBefore !== null && severityBefore !== finding.severity ? severityBefore : null,
    kindBefore !== null && kindBefore !== finding.kind ? kindBefore : null,
  ].filter((part) => part !== null);
  return before.length > 0 ? `raised as ${before.join(', ')}` : null;
}

/** Whether the agents that raised a finding disagree on how much it matters or how it came to be. */
export function isDisputed(finding: ReportFinding): boolean {
  const severities = new Set([finding.severity, ...finding.raisedBy.map((source) => source.severity)]);
  const kinds = new Set(finding.raisedBy.map((source) => source.kind).filter((kind) => kind !== null));
  return severities.size > 1 || kinds.size > 1;
}

/** An agent with model and effort: `Codex (gpt-5.4, high)`. */
export function describeAgent(agent: Report['agents'][number]): string {
  const details = [agent.model, agent.effort === null ? null : `effort ${agent.effort}`].filter(
    (part) => part !== null,
  );
  return details.length > 0 ? `${agentTitle(agent.name)} (${details.join(', ')})` : agentTitle(agent.name);
}

/** What all agents cost together, in US dollars; null where none said. */
export function totalCost(report: Report): number | null {
  const costs = report.agents.flatMap((agent) => (agent.costUsd === null ? [] : [agent.costUsd]));
  return costs.length > 0 ? costs.reduce((sum, cost) => sum + cost, 0) : null;
}
