import { type Severity, severities } from '../../model/answers/review-schema.ts';
import { readTokens, type Token } from './phrases.ts';
import { type SeverityRole, severityMarks, severityPhrases } from './severity-words.ts';

/** What a short text says about a severity. */
export interface SeverityPhrase {
  /** The worst that it names; null where it names none, or says that there is none. */
  readonly severity: Severity | null;
  /** Whether it says nothing else: `P0 – must fix`, `Critical issues`, but not `Critical section is entered twice`. */
  readonly isPure: boolean;
  /** Whether it speaks of findings: `Critical issues`, `Bugs`. */
  readonly hasNoun: boolean;
  /** Whether it says that there is none: `No critical issues`. */
  readonly isNone: boolean;
  /** Whether it says that they are dealt with: `Fixed issues`. */
  readonly isSettled: boolean;
}

/** Reads a phrase by its words; a phrase that is no words but a mark (`🔴`) by that. */
export function readSeverityPhrase(text: string): SeverityPhrase {
  const tokens = readTokens(text, severityPhrases).filter((token) => !isCount(token.text));
  const has = (role: SeverityRole) => tokens.some((token) => token.role === role);
  const isNone = saysNone(tokens);
  const worst = severities.find((severity) => has(severity)) ?? null;
  // "issue (non-blocking)" names a level; "P0 – must fix" names the same one twice.
  const named = worst ?? (tokens.length === 0 ? markedSeverity(text) : null);
  return {
    severity: isNone ? null : named,
    isPure: tokens.every((token) => token.role !== null),
    hasNoun: has('noun'),
    isNone,
    isSettled: saysSettled(tokens) && !/[?？]\s*$/.test(text),
  };
}

/** What stands before a word such as `fixed` and says that it is not yet so: `Not fixed`, `to be fixed`, `NO RESUELTO`. */
const undone =
  /^(?:not|never|no|non|nicht|noch|pas|nao|nie|niet|inte|ikke|ni|bez|нет|не|ще|cannot|t|be|being|yet|still|half|part\w*|mostly|almost|parcial\w*|teilweise|partiellement|needs?|pending|awaiting|未|尚|没|没有|不|待|部分|まだ|미|안|아직|일부)$/u;

function saysSettled(tokens: readonly Token<SeverityRole>[]): boolean {
  const at = tokens.findIndex(({ role }) => role === 'settled');
  return at >= 0 && !tokens.slice(0, at).some(({ text }) => undone.test(text));
}

/** Verbs of who looked and found none. */
const finds = /^(?:found|find|see|saw|identified|detected|noticed|are|were|is|was)$/;

/**
 * `No critical issues`, `None found`, but not `No regression test`, `No error handling` or `The parser reports no errors`: behind the
 * word there is a level, findings, or nothing; before it somebody looks for them.
 */
function saysNone(tokens: readonly Token<SeverityRole>[]): boolean {
  const from = tokens.findIndex(({ role }) => role === 'none');
  if (from < 0) return false;
  const before = tokens.slice(0, from);
  if (before.some(({ role }) => role === null) && !finds.test(before.at(-1)?.text ?? '')) return false;
  const rest = tokens.slice(from + 1);
  const noun = rest.findIndex(({ role }) => role === 'noun');
  const isLed = rest.slice(0, Math.max(0, noun)).every(({ role }) => role !== null);
  const next = rest[noun + 1];
  if (rest.some(({ role }) => role === 'settled')) return false;
  return noun < 0
    ? rest.every(({ role }) => role !== null && role !== 'topic')
    : isLed && (next === undefined || next.role !== null);
}

/** The severity that a mark such as 🔴 stands for. */
export const markedSeverity = (text: string): Severity | null =>
  severityMarks.find(([mark]) => mark.test(text))?.[1] ?? null;

/** The severity that a value such as `high`, `P0 – must fix`, `Critical (blocking)`, `2` or `🔴` stands for, or null. */
export function readSeverity(written: string): Severity | null {
  const text = written.trim();
  const number = /^\d+$/.exec(text)?.[0];
  if (number !== undefined) return null;
  const { severity, isPure } = readSeverityPhrase(text);
  if (severity !== null && isPure) return severity;
  // `High - because it loses data`, `Critical: crashes`
  const first = /^(.{1,40}?)\s*(?:[:;,(（:|/]|\s[-–—]+\s)/.exec(text)?.[1];
  const led = first === undefined ? null : readSeverityPhrase(first);
  return led?.isPure ? led.severity : null;
}

const isCount = (text: string): boolean => /^\d+$/.test(text);
