import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReviews } from '../../../src/findings/read-reviews.ts';
import type { ReadFinding } from '../../../src/model/finding.ts';
import { buildCitation, buildRun, type LooseRuling } from '../../helpers/agent-run.ts';

/** Folder of real reports with their raw reviews, each as `json/NAME.json`. */
const corpus = process.env.DEEP_REVIEW_CORPUS ?? '';
const name = process.env.DEEP_REVIEW_CORPUS_CASE ?? '20260320-133532-msys2-ci';
const file = join(corpus, 'json', `${name}.json`);

/** The part of a labelled report that these tests read. */
interface LabelledReport {
  readonly consolidated: readonly {
    readonly id: string;
    readonly severity: 'critical' | 'important' | 'suggestion';
    readonly agents: readonly string[];
  }[];
  readonly originals: Readonly<
    Record<string, { readonly raw: string; readonly findings: readonly { readonly ref: string }[] }>
  >;
  /** Final id → agent → the raw findings that became it. */
  readonly matches: Readonly<
    Record<string, Readonly<Record<string, { readonly ids: readonly string[] } | null>>>
  >;
  readonly falsePositives: readonly {
    readonly agent: string | null;
    readonly originalId?: string | null;
    readonly text: string;
  }[];
  readonly originalOutcomes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly retroTable: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One raw finding with what the report's lead made of it. */
export interface RawFinding {
  readonly agent: string;
  readonly finding: ReadFinding;
  readonly ruling: LooseRuling;
  /** The consolidated finding that it became, if any. */
  readonly finalId: string | null;
}

/** A real case: its labels, its agents, and every raw finding as we read it. */
export interface SeedCase {
  readonly labels: LabelledReport;
  readonly agents: readonly string[];
  /** By key, `claude/1`. */
  readonly findings: ReadonlyMap<string, RawFinding>;
  /** Milliseconds that an agent's review took. */
  duration(agent: string): number;
}

/** Reads the case, or says what is missing and returns null. */
export function readSeedCase(): SeedCase | null {
  if (corpus === '' || !existsSync(file)) {
    console.warn(
      `Skipped: set DEEP_REVIEW_CORPUS to a folder that holds json/${name}.json (now "${corpus}").`,
    );
    return null;
  }
  const labels: LabelledReport = JSON.parse(readFileSync(file, 'utf8'));
  const agents = Object.keys(labels.originals);
  const runs = agents.map((agent) => buildRun({ agent, answer: labels.originals[agent]?.raw ?? '' }));
  const read = readReviews(runs).flatMap(({ run: { id, agent }, reading }) =>
    reading.form === 'unreadable'
      ? []
      : reading.review.findings.map((finding, index) => ({ key: `${id}/${index + 1}`, agent, finding })),
  );
  const all = read.map(({ finding }) => finding);
  const findings = read.map(({ key, agent, finding }) => [key, judge(agent, finding, labels, all)] as const);
  return {
    labels,
    agents,
    findings: new Map(findings),
    duration(agent) {
      const [minutes = '0', seconds = '0'] = (labels.retroTable.Duration?.[agent] ?? '').split(':');
      return (Number(minutes) * 60 + Number(seconds)) * 1000;
    },
  };
}

/**
 * Kept: confirmed at the final severity. Called false: refuted, with what the report says of it and a line that is not the one complained
 * of. Dropped without being called false: plausible.
 */
function judge(
  agent: string,
  finding: ReadFinding,
  labels: LabelledReport,
  others: readonly ReadFinding[],
): RawFinding {
  const final = labels.consolidated.find(({ id }) => labels.matches[id]?.[agent]?.ids.includes(finding.id));
  const isFalse = labels.originalOutcomes[agent]?.[finding.id] === 'false-positive';
  const ruling: LooseRuling =
    final === undefined
      ? {
          ruling: isFalse ? 'refuted' : 'plausible',
          missing: isFalse ? null : 'Whether it is worth a finding.',
        }
      : { ruling: 'confirmed', severity: final.severity };
  const said = labels.falsePositives.find((one) => one.agent === agent && one.originalId === finding.id);
  const elsewhere = others
    .filter((other) => other !== finding && other.quote !== finding.quote)
    .flatMap(citationsOf);
  const evidence = isFalse ? elsewhere.slice(0, 1) : citationsOf(finding);
  const reason = `${said?.text ?? 'So the report says.'} See ${evidence[0]?.path}:${evidence[0]?.line}.`;
  return { agent, finding, ruling: { ...ruling, reason, evidence }, finalId: final?.id ?? null };
}

/** The first telling line of the code that a finding quotes. */
function citationsOf({ path, startLine, quote }: ReadFinding): NonNullable<LooseRuling['evidence']> {
  const quoted = (quote ?? '').split('\n');
  const offset = quoted.findIndex((line) => /^(?!\s*(?:\/\/|#)).*\w{3}/.test(line));
  return path === null || offset < 0
    ? []
    : [buildCitation(path, (startLine ?? 1) + offset, quoted[offset] ?? '')];
}
