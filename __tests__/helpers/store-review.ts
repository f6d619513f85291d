import type { Recording } from '../../src/model/recording.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import type { AgentRun } from '../../src/model/run.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildCitation, buildReviewRun, type LooseRuling } from './agent-run.ts';
import type { Texts } from './change.ts';
import { buildRecording, buildTeamFacts } from './recording.ts';

const line = (number: number, changed: boolean): string => {
  if (number === 1) return "import { db, type Row } from './db.ts';";
  if (number === 8) return '  assertNumeric(id);';
  if (number === 11)
    return changed
      ? "  return db.query('select * from rows where id = ' + id);"
      : "  return db.query('select * from rows where id = ?', [id]);";
  if (number === 21)
    return changed ? '  return readAll(table).filter(matches);' : '  return readSome(table, matches);';
  return `  const step${number} = prepare(${number});`;
};
const storeText = (changed: boolean) =>
  `${Array.from({ length: 30 }, (_, index) => line(index + 1, changed)).join('\n')}\n`;
/** A store of 30 lines of which line 11 becomes an SQL injection and line 21 reads everything, and two files that the change leaves alone. */
export const storeTexts: Texts = {
  'src/store.ts': [storeText(false), storeText(true)],
  LICENSE: ['MIT License\n\nCopyright (c) 2020 Somebody\n', 'MIT License\n\nCopyright (c) 2020 Somebody\n'],
  'src/other.ts': ['export const limits = { rows: 100 };\n', 'export const limits = { rows: 100 };\n'],
};
/** The team. */
export const storeTeam = ['claude', 'codex', 'gemini'];

/** What is wrong with line 11. */
export const injection = {
  severity: 'critical',
  title: 'SQL injection: `id` goes into the statement as it came',
  explanation: 'Whoever sends the id sends SQL: `db.query` gets it unescaped.',
  path: 'src/store.ts',
  startLine: 11,
  endLine: 11,
} as const;
/** What is wrong with line 21. */
export const readsAll = {
  severity: 'important',
  title: 'All rows are read to find one',
  explanation: 'readAll loads the whole table before it is filtered.',
  path: 'src/store.ts',
  startLine: 21,
  endLine: 21,
} as const;

/** The report of a review of the store: every one of the team reviewed, with what it is given or with nothing. */
export function settleStore(runs: readonly AgentRun[], overrides: Partial<Recording> = {}): Report {
  const read = storeTeam.map(
    (name) => runs.find((run) => run.agent === name && run.role === 'reviewer') ?? buildReviewRun(name, []),
  );
  const others = runs.filter((run) => !read.includes(run));
  const team = storeTeam.map((name) => buildTeamFacts(name));
  return settleReviews(buildRecording({ runs: [...read, ...others], team, ...overrides }, storeTexts));
}

/** A refutation with some evidence. */
export const refuteBy = (
  evidence: LooseRuling['evidence'],
  reason = 'It is harmless, as the code shows.',
): LooseRuling => ({ ruling: 'refuted', reason, evidence: evidence ?? [] });

/** Lines of the store that a ruling may cite, and one that has nothing to do with it. */
export const cited = {
  guard: buildCitation('src/store.ts', 8, '  assertNumeric(id);'),
  first: buildCitation('src/store.ts', 1, "import { db, type Row } from './db.ts';"),
  injection: buildCitation('src/store.ts', 11, "return db.query('select * from rows where id = ' + id);"),
  license: buildCitation('LICENSE', 1, 'MIT License'),
} as const;
