import { note } from '../model/answers/evidence.ts';
import type { Review, ReviewFinding } from '../model/answers/review-schema.ts';
import type { AgentRun } from '../model/run.ts';
import type { TeamFacts } from '../model/team.ts';
import { type ToolResult, toolsSource } from '../model/tool-result.ts';

const mostCharacters = { title: 160, message: 2_000, line: 400 };

/** What tools said as a recording holds it: a member of the team that neither reviews nor rules, and its one run. */
export interface ToolsRecord {
  readonly facts: TeamFacts;
  readonly run: AgentRun;
}

/**
 * Puts what tools said of a change into the words of a review. An error at a changed line is important, anything else a suggestion: who rules
 * decides what it is worth. What names no file, such as a failed check, is a suggestion, so that it never blocks by itself.
 * @param at milliseconds since the epoch.
 */
export function recordResults(results: readonly ToolResult[], at: number): ToolsRecord {
  const review: Review = {
    summary: '',
    findings: results.map(findingOf),
    design: { concerns: [], strengths: [] },
    testing: { assessment: '', untested: [] },
    documentation: '',
    commits: '',
    limitations: [],
    coverage: [],
    requests: [],
  };
  const shared = { family: toolsSource, model: null, effort: null, version: null };
  return {
    facts: {
      ...{ ...shared, name: toolsSource, outcome: 'completed', reason: null, warnings: [] },
      ...{ reviews: false, optional: true, rules: false },
    },
    run: {
      ...{ ...shared, id: toolsSource, agent: toolsSource, role: 'reviewer', outcome: 'completed' },
      ...{ reason: null, answer: JSON.stringify(review), startedAt: at, durationMs: 0, attempts: 1 },
      ...{ tokens: null, costUsd: null, turns: null, toolCalls: null, pathsRead: [], readings: null },
      ...{ exitCode: null, signal: null, errorTail: null, changedWorkspace: false },
      ...{ isolation: [], assigned: [], inlined: false, subjects: {} },
    },
  };
}

/** What reviewers are told of it: one line a result. */
export const describeResults = (results: readonly ToolResult[]): string[] =>
  results.map(({ tool, rule, level, message, path, startLine }) => {
    const place = path === null ? '' : ` ${path}${startLine === null ? '' : `:${startLine}`}`;
    const name = rule === null ? tool : `${tool} ${rule}`;
    return shorten(`${level}${place} (${name}): ${message}`, mostCharacters.line);
  });

function findingOf({ tool, rule, level, message, path, startLine, endLine }: ToolResult): ReviewFinding {
  const name = oneLine(rule === null ? tool : `${tool}, rule ${rule}`);
  const said = message.trim() === '' ? (rule ?? tool) : message.trim();
  return {
    severity: level === 'error' && path !== null ? 'important' : 'suggestion',
    kind: null,
    title: shorten(firstSentence(said), mostCharacters.title),
    path,
    startLine,
    endLine,
    quote: null,
    explanation: said.slice(0, mostCharacters.message),
    evidence: [note(`Said by ${shorten(name, mostCharacters.title)}, as ${level}.`)],
    fix: null,
    patch: null,
    repro: null,
    mutation: null,
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const firstSentence = (text: string): string =>
  oneLine(/^[\s\S]{1,400}?(?:[.!?](?=\s)|\n|$)/.exec(text)?.[0] ?? text);

function shorten(text: string, most: number): string {
  const line = oneLine(text);
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
