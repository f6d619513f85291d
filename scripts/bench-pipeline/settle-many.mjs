// node settle-many.mjs COUNT [FILE]: settles that many made-up findings of ten agents, prints processor time and memory as JSON, and writes
// the report to a file.
import { writeFileSync } from 'node:fs';
import { anchorFindings } from '../../lib/consolidation/anchor-findings.js';
import { clusterFindings } from '../../lib/consolidation/clustering/cluster.js';
import { composeReport } from '../../lib/consolidation/composing/compose-report.js';
import { keepLedger } from '../../lib/consolidation/composing/ledger.js';
import { applyRulings } from '../../lib/consolidation/rulings/apply-rulings.js';
import { buildCoverage } from '../../lib/consolidation/verdict/coverage.js';
import { countReviewers, unreadReviewers } from '../../lib/consolidation/verdict/valid-reviewers.js';
import { decideVerdict } from '../../lib/consolidation/verdict/verdict.js';
import { readReviews } from '../../lib/findings/read-reviews.js';

const count = Number(process.argv[2]);
const agents = Array.from({ length: 10 }, (_, index) => `agent-${index}`);
const random = randomFrom(7);
const words =
  'cache lock queue worker buffer index socket timeout retry token parser schema cursor batch page header stream pool lease quota shard replica digest cookie route filter mutex handle column offset'.split(
    ' ',
  );
const verbs =
  'leaks overflows deadlocks races truncates duplicates drops ignores corrupts blocks forgets reorders'.split(
    ' ',
  );
const pick = (list) => list[Math.floor(random() * list.length)];

const paths = Array.from(
  { length: Math.ceil(count / 40) },
  (_, index) => `src/${pick(words)}/${pick(words)}-${index}.ts`,
);
const recording = makeRecording();
const start = process.cpuUsage();
const reviews = readReviews(recording.runs);
const findings = anchorFindings(reviews, recording);
const clusters = clusterFindings(findings, recording.runs);
const settled = applyRulings(clusters, recording);
const coverage = buildCoverage(recording, reviews, findings);
keepLedger(findings, settled);
const verdict = decideVerdict({
  findings: settled,
  quorum: countReviewers(reviews, recording),
  unread: unreadReviewers(reviews),
  hasReviewable: true,
  isLastRoundLost: false,
  uncovered: [],
  rules: recording.rules,
});
const verdictMs = spentMs();
const report = composeReport({ recording, reviews, findings, settled, coverage, verdict });
const reportMs = spentMs();
if (process.argv[3] !== undefined) writeFileSync(process.argv[3], JSON.stringify(report));
console.log(
  JSON.stringify({
    findings: report.ledger.length,
    clusters: clusters.length,
    verdictMs,
    reportMs,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

/** Processor time, which other work on the machine does not stretch. */
function spentMs() {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Findings in about two thirds as many places: every third one is another agent's wording of an earlier one. */
function makeRecording() {
  const found = agents.map(() => []);
  const earlier = [];
  for (let number = 0; number < count; number++) {
    const old = number % 3 === 2 ? pick(earlier) : null;
    const one = old ?? makeFinding();
    earlier.push(one);
    found[number % agents.length].push(
      old === null ? one : { ...one, title: `The ${one.title.slice(4)} again`, startLine: one.startLine + 1 },
    );
  }
  const runs = agents.map((agent, index) => makeRun(agent, found[index]));
  return {
    review: { id: 'bench', startedAt: 0, finishedAt: 1, round: 1, complete: true, notes: [] },
    change: {
      repository: 'bench',
      webUrl: null,
      pullRequest: null,
      branch: null,
      base: 'b',
      head: 'h',
      mergeBase: 'b',
      commits: [],
      notes: [],
      files: paths.map((path) => ({
        path,
        oldPath: null,
        status: 'added',
        similarity: null,
        oldMode: '000000',
        newMode: '100644',
        oldOid: '0',
        newOid: '1',
        binary: false,
        additions: 400,
        deletions: 0,
        class: 'reviewed',
        classReason: '',
        risk: 50,
        riskReasons: [],
        hunks: [],
      })),
    },
    team: agents.map((name) => ({
      name,
      family: name,
      model: null,
      effort: null,
      version: null,
      outcome: 'completed',
      reason: null,
      warnings: [],
      reviews: true,
    })),
    runs,
    sources: { resolved: {}, texts: Object.fromEntries(paths.map((path) => [`new:${path}`, makeText()])) },
    rules: {
      failOn: 'merge-with-fixes',
      onInconclusive: 'fail',
      minReviewers: 1,
      adjudication: true,
      reworkAt: { critical: 2, important: 1 },
      declined: [],
      checksCount: false,
    },
    previous: null,
  };
}

function makeText() {
  return Array.from(
    { length: 400 },
    () => `  ${pick(words)}.${pick(verbs)}(${pick(words)}, ${Math.floor(random() * 1000)});`,
  ).join('\n');
}

function makeFinding() {
  const subject = `${pick(words)}${Math.floor(random() * 500)}`;
  const line = 1 + Math.floor(random() * 390);
  return {
    severity: pick(['critical', 'important', 'suggestion', 'suggestion']),
    kind: pick(['regression', 'gap']),
    title: `The ${subject} ${pick(verbs)} the ${pick(words)} when the ${pick(words)} ${pick(verbs)}`,
    path: pick(paths),
    startLine: line,
    endLine: line + 2,
    quote: null,
    explanation: `When ${subject} is used twice, the ${pick(words)} ${pick(verbs)} and \`${subject}\` never reaches the ${pick(words)}. ${pick(words)} and ${pick(words)} then ${pick(verbs)}.`,
    evidence: [],
    fix: `Check ${subject} before the ${pick(words)}.`,
    patch: null,
  };
}

function makeRun(agent, findings) {
  const review = {
    summary: '',
    findings,
    design: { concerns: [], strengths: [] },
    testing: { assessment: '', untested: [] },
    documentation: '',
    commits: '',
    limitations: [],
    coverage: paths.map((path) => ({ path, status: 'read' })),
  };
  return {
    id: agent,
    agent,
    family: agent,
    role: 'reviewer',
    outcome: 'completed',
    reason: null,
    answer: JSON.stringify(review),
    model: null,
    effort: null,
    version: null,
    startedAt: 0,
    durationMs: 1,
    tokens: null,
    costUsd: null,
    turns: null,
    toolCalls: null,
    pathsRead: [],
    readings: [],
    exitCode: 0,
    signal: null,
    errorTail: null,
    attempts: 1,
    changedWorkspace: false,
    isolation: [],
    assigned: paths,
    inlined: true,
    subjects: {},
  };
}

/** Mulberry32: the same numbers every time. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
