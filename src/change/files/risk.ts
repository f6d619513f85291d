import picomatch from 'picomatch';
import type { ChangedFile } from '../../model/change/change.ts';
import type { PathHistory } from '../ends/history.ts';
import { type FileKind, kindOfFile } from './file-kind.ts';

/** A file's risk with what made it, most weighty first. */
export interface Risk {
  readonly risk: number;
  readonly riskReasons: readonly string[];
}

/** From here on a file counts as risky: nobody reading it is worth a word. Code of some size, or anything sensitive. */
export const riskyFrom = 50;

/** What surrounds a file: configuration, history, and the change as a whole. */
export interface RiskContext {
  readonly sensitive: readonly string[];
  readonly history: ReadonlyMap<string, PathHistory>;
  /** Whether any test is touched. */
  readonly touchesTests: boolean;
}

interface Factor {
  readonly points: number;
  readonly reason: string;
}

const kindPoints: Readonly<Record<FileKind, number>> = {
  code: 35,
  automation: 35,
  configuration: 25,
  other: 15,
  test: 12,
  documentation: 5,
};

/** Words of paths whose code guards something: who one is, what one may do, what is kept or paid, what is run. */
const guardingWords = new Set(
  `auth authn authz authenticate authentication authenticator authorize authorization authorizer oauth login logins signin
  session sessions password passwords passwd passphrase credential credentials secret secrets token tokens jwt crypto
  cryptography cipher encrypt encryption decrypt decryption tls ssl cert certs certificate certificates security secure
  sandbox sanitize sanitise sanitizer escape escaping permission permissions acl rbac policy policies privilege privileges
  sudo payment payments billing checkout invoice invoices migration migrations deserialize deserializer exec spawn shell
  lock locks mutex atomic concurrent concurrency`.split(/\s+/),
);

/** Words as paths have them: `authToken`, `auth-token` and `AUTH_TOKEN` are two each. */
const wordsOf = (path: string) =>
  path.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());

const automationFiles = /^\.github\/(workflows|actions)\/|(^|\/)action\.ya?ml$/;
const agentFiles =
  /(^|\/)(CLAUDE|AGENTS|GEMINI)\.md$|(^|\/)\.(claude|codex|gemini|cursor)\/|(^|\/)\.mcp\.json$/i;

/** A ranker of files: adds up what speaks for reading a file first. Files that nobody is asked to read stay below 10. */
export function createRiskRanker(context: RiskContext): (file: Omit<ChangedFile, keyof Risk>) => Risk {
  const isSensitive = picomatch([...context.sensitive], { dot: true });
  return (file) => {
    const factors = [...factorsOf(file, context)];
    if (context.sensitive.length > 0 && isSensitive(file.path)) {
      factors.push({ points: riskyFrom, reason: 'sensitive by configuration' });
    }
    factors.sort((a, b) => b.points - a.points);
    const sum = factors.reduce((total, { points }) => total + points, 0);
    const risk = Math.round(Math.min(100, Math.max(0, sum)));
    return {
      risk: file.class === 'reviewed' ? risk : Math.floor(risk / 11),
      riskReasons: factors.filter(({ points }) => points > 0).map(({ reason }) => reason),
    };
  };
}

function* factorsOf(file: Omit<ChangedFile, keyof Risk>, context: RiskContext): Generator<Factor> {
  const kind = kindOfFile(file.path);
  const lines = file.additions + file.deletions;
  // Only what was text before is to be read and cannot be shown.
  if (file.class === 'reviewed' && file.binary)
    yield { points: riskyFrom, reason: 'was text, and is binary now' };
  const isUntouched = lines === 0 && !file.binary && file.oldMode === file.newMode;
  yield { points: isUntouched ? 2 : kindPoints[kind], reason: isUntouched ? 'moved only' : kind };

  if (lines > 0) {
    // A line added can break what never was; one deleted only what is gone. Doubling the size adds the same.
    const points = Math.min(25, 3.5 * Math.log2(1 + file.additions + file.deletions / 3));
    const weight = kind === 'documentation' || kind === 'test' ? 0.4 : 1;
    yield { points: points * weight, reason: `${lines} changed ${lines === 1 ? 'line' : 'lines'}` };
  }
  if (automationFiles.test(file.path)) yield { points: 25, reason: 'runs in automation' };
  if (agentFiles.test(file.path)) yield { points: 45, reason: 'instructs coding agents' };
  if (
    kind !== 'test' &&
    kind !== 'documentation' &&
    wordsOf(file.path).some((word) => guardingWords.has(word))
  ) {
    yield { points: 15, reason: 'path speaks of something guarded' };
  }
  if (file.oldMode !== file.newMode && file.status !== 'deleted') yield* modeFactors(file);

  const history = context.history.get(file.oldPath ?? file.path);
  if (history && lines > 0 && history.commits >= 3) {
    const points = Math.min(8, 2 * Math.log2(history.commits));
    yield { points, reason: `changed by ${history.commits} recent commits` };
    if (history.authors >= 4) yield { points: 3, reason: `${history.authors} recent authors` };
  }
  if (kind === 'code' && lines > 10 && !context.touchesTests) {
    yield { points: 5, reason: 'no test is changed with it' };
  }
}

function* modeFactors(file: Pick<ChangedFile, 'oldMode' | 'newMode'>): Generator<Factor> {
  if (file.newMode === '100755') yield { points: 15, reason: 'made executable' };
  if (file.newMode === '120000') yield { points: 20, reason: 'a symbolic link' };
}
