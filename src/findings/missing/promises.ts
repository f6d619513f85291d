import type { Severity } from '../../model/answers/review-schema.ts';
import { readTokens, type Token } from '../words/phrases.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { type SeverityRole, severityPhrases } from '../words/severity-words.ts';
import { inFigures, repairs, stillThere, unsure } from './still-there.ts';

/** How many findings of a severity an answer speaks of, and where. */
export interface PromisedCount {
  readonly severity: Severity;
  readonly count: number;
  readonly line: string;
}

/** Words of the same level; what is counted once as `high` and once as `major` is the same. */
const levels = {
  critical:
    /^(?:crit\w*|block\w*|blocker|fatal|p0|sev0|showstopper|must fix|kritisch\w*|critique|bloquant\w*|critic[oa]|严重|致命|阻断|重大|致命的|ブロッカー|심각|치명적)$/,
  high: /^(?:high|major|important|p1|sev1|should fix|hoch|wichtig\w*|majeur\w*|important\w*|alt[oa]|mayor|高|高危|重要|높음|주요)$/,
  medium: /^(?:medium|moderate|p2|sev2|mittel|moyen\w*|medi[oa]|中|中等|中危|중간)$/,
} as const;
type Level = keyof typeof levels;

/** More in one place is no count of findings. */
const largest = 500;
/** What a line that tells of the past, or of what is dealt with, says. */
const past =
  /\b(?:fixed|resolved|addressed|closed|previous(?:ly)?|earlier|dismissed|refuted|false positives?|skipped|would|could|if|score|confidence|threshold|at least|up to|max(?:imum)?|limit|lines?|files?|tests?|minutes?|hours?|days?)\b|已修复|已解决|修正済|対応済|해결|수정/i;

/**
 * Reads what an answer says about the number of its findings: `3 critical issues`, `Critical: 2`, `| High | 4 |`, `## Blockers (2)`.
 * The largest count of each level holds, since summaries repeat one another.
 */
export function readPromises(lines: readonly string[]): PromisedCount[] {
  const most = new Map<Level, PromisedCount>();
  const keep = (level: Level, count: number, line: string) => {
    const known = most.get(level);
    if (count > largest || (known !== undefined && known.count >= count)) return;
    most.set(level, { severity: level === 'critical' ? 'critical' : 'important', count, line: line.trim() });
  };
  for (const line of lines) {
    if (line.length > 400) continue;
    const open = stillThere(line);
    if (open > 0) keep('critical', open, line);
    const written = inFigures(line);
    if (!/\d/.test(written) || past.test(line)) continue;
    if (written !== line && (repairs.test(line) || unsure.test(line))) continue;
    for (const { level, count } of countsIn(written)) keep(level, count, line);
  }
  return [...most.values()];
}

function* countsIn(line: string): Generator<{ level: Level; count: number }> {
  // A place, a version, a share or a time is no count.
  const bare = line
    .replace(/^\s*(?:#+\s*)?(?:\d+(?:\.\d+)*[.)、]\s+)?/, '')
    .replace(
      /`[^`]*`|\[[^\]]*\]\([^)]*\)|\S*[/\\.:]\S*\d\S*|\d+(?:\.\d+)+|\d+\s*(?:%|\/|ms|s\b|h\b)[\d.]*|#\d+|[A-Z]+-?\d+\b/g,
      (part) => (/^[\p{L}]+[:：]\d+$/u.test(part) ? part : ' , '),
    )
    .replace(/[*_~]/g, '');
  const clauses = bare.split(/[,;|，、；()（）"]|\s[-–—]\s|\band\b|\bund\b|\bet\b|\by\b/);
  for (const [index, clause] of clauses.entries()) {
    const tokens = readTokens(clause, severityPhrases);
    const level = levelOf(tokens);
    if (level === null || readSeverityPhrase(clause).isNone) continue;
    const next = clauses[index + 1] ?? '';
    const isApart =
      tokens.every(({ role }) => role !== null) && /^\s*\d{1,4}\s*$/.test(next) && /[|(（]/.test(line);
    const count = isApart ? Number(next) : countBeside(tokens, levels[level]);
    if (count !== null && count > 0 && count <= largest) yield { level, count };
  }
}

/** The number that stands right before a level, or right behind it: `3 critical issues`, `Critical: 2`. */
function countBeside(tokens: readonly Token<SeverityRole>[], level: RegExp): number | null {
  const at = tokens.findIndex(({ text }) => level.test(text));
  const isNumber = (index: number) => /^\d{1,4}$/.test(tokens[index]?.text ?? '');
  const isKnown = (index: number) => tokens[index] !== undefined && tokens[index].role !== null;
  let before = at - 1;
  while (isKnown(before)) before--;
  if (isNumber(before) && (at + 1 === tokens.length || isKnown(at + 1))) return Number(tokens[before]?.text);
  let behind = at + 1;
  while (isKnown(behind)) behind++;
  const isLast =
    behind + 1 === tokens.length || /^(?:件|个|個|개|건|total)$/.test(tokens[behind + 1]?.text ?? '');
  return isNumber(behind) && isLast ? Number(tokens[behind]?.text) : null;
}

function levelOf(tokens: readonly Token<SeverityRole>[]): Level | null {
  const named = (Object.keys(levels) as Level[]).filter((level) =>
    tokens.some(({ text }) => levels[level].test(text)),
  );
  return named.length === 1 ? (named[0] ?? null) : named.includes('critical') ? 'critical' : null;
}
