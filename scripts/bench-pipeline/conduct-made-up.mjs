// node conduct-made-up.mjs BUILD COUNT [off|declined|half]: conducts that many made-up reviews with the build's own scheduling and settling, in
// virtual time, and prints one JSON line for each. The word says what becomes of scripts: nobody is asked for one; all that are asked
// decline; or half of them write one that shows the finding.
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { exportsOf } from '../bench/measuring/exports-of.mjs';
import { makeReviews } from './real-reviews.mjs';
import { edition, pathOf, reviewOf, rulingsOn, scriptFor, textOf } from './scripted-answers.mjs';
import { seconds } from './scripted-seconds.mjs';
import { createVirtualTime } from './virtual-time.mjs';

const { clock, pass, sleep } = createVirtualTime();
// What is loaded from here on sleeps by it.
timers.setTimeout = sleep;
syncBuiltinESMExports();

const [build, count, scripts = 'off'] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(build, 'lib', file)));
const { conductReview } = await load('scheduling/conduct-review.js');
const { settleReviews } = await load('review/straight-line.js');
const { emptyConfiguration } = await exportsOf(build, ['emptyConfiguration']);
const { parseInputs } = await load('config/inputs.js');
const { silentLogger } = await load('model/ports.js');
// Older builds invite the editor when all else is done.
const editorLast = existsSync(join(build, 'lib/scheduling/early/editor-desk.js'))
  ? null
  : await load('scheduling/invite-editor.js');

const rules = {
  ...{ failOn: 'merge-with-fixes', onInconclusive: 'fail', minReviewers: 1, adjudication: true },
  ...{ reworkAt: { critical: 2, important: 1 }, declined: [], checksCount: false },
};

async function conduct({ agents }) {
  const issues = new Map(agents.flatMap((agent) => agent.issues).map((issue) => [issue.number, issue]));
  const startedAt = clock.now();
  const runs = [];
  const runner = {
    async run(member, brief) {
      const run = await perform(member, brief, agents, issues);
      runs.push(run);
      return run;
    },
  };
  const ports = {
    ...{ log: silentLogger, clock, environment: {}, signal: new AbortController().signal, emit: () => {} },
    ...{ redact: (text) => text, temporaryDirectory: '/nonexistent' },
  };
  const files = [...issues.values()].map(fileOf);
  const change = {
    ...{
      repository: null,
      webUrl: null,
      pullRequest: null,
      branch: null,
      base: 'b',
      head: 'h',
      mergeBase: 'b',
    },
    ...{ commits: [], notes: [], files },
  };
  const sources = {
    resolved: {},
    texts: Object.fromEntries([...issues.values()].map((issue) => [`new:${pathOf(issue)}`, textOf(issue)])),
  };
  const configuration = {
    ...emptyConfiguration,
    proof: { ...emptyConfiguration.proof, mode: scripts === 'off' ? 'off' : 'blocking' },
  };
  const team = agents.map(({ name }) => memberOf(name));
  const request = {
    ...{ team, change, configuration, rules, runner, ports, startedAt, previous: null },
    inputs: parseInputs({}),
    revisions: undefined,
    briefs: [briefOf(files)],
    prover: scripts === 'off' ? null : { prove: proveBy(sleep), close() {} },
    readCited: async () => sources,
  };
  const record = async (conducted) => ({
    review: {
      ...conducted.review,
      ...{ startedAt, finishedAt: clock.now(), round: 1, isLastRoundLost: false },
    },
    ...{ change, sources, rules, previous: null, runs: conducted.runs },
    team: team.map(({ agent }) => factsOf(agent)),
    ...(conducted.proofs !== null && { proofs: conducted.proofs }),
  });
  const whole = async () => {
    const conducted = await conductReview({ ...request, editing: { record, settle: settleReviews } });
    const recording = await record(conducted);
    return editorLast === null ? recording : editorLast.inviteEditor(recording, settleReviews, request);
  };
  const recording = await pass(whole());
  return measure(recording, runs, clock.now() - startedAt, team);
}

/** What is read off one review, in seconds. */
function measure(recording, runs, wallClockMs, team) {
  const report = settleReviews(recording);
  const reviews = runs.filter(({ role }) => role === 'reviewer');
  const isBlocker = ({ raisedBy }) => raisedBy.some(({ severity }) => severity !== 'suggestion');
  const blockers = [...report.findings, ...report.refuted].filter(isBlocker);
  const sum = (list) => list.reduce((total, { durationMs }) => total + durationMs, 0) / 1000;
  const used = recording.runs.filter(({ outcome }) => outcome === 'completed');
  const editors = runs.filter(({ role }) => role === 'editor');
  const lastEdition = used.findLast(({ role }) => role === 'editor')?.id;
  const slowest = Math.max(...reviews.map(({ durationMs }) => durationMs));
  return {
    ratio: wallClockMs / slowest,
    beyond: (wallClockMs - slowest) / 1000,
    slowest: slowest / 1000,
    blockers: blockers.length,
    // Nobody can rule on what all families raised: there it is their agreement that settles it.
    unruled: blockers.filter(
      ({ ruling, raisedBy }) =>
        ruling.by.length === 0 && new Set(raisedBy.map(({ agent }) => agent)).size < team.length,
    ).length,
    proven: blockers.filter(({ proof }) => proof?.review === 'confirmed').length,
    verdict: report.verdict.level,
    isEdited: lastEdition !== undefined,
    reviewing: sum(reviews),
    ruling: sum(runs.filter(({ role }) => role === 'adjudicator')),
    proving: sum(runs.filter(({ role }) => role === 'prover')),
    editorsSetAside: sum(editors.filter(({ id }) => id !== lastEdition)),
    stopped: sum(runs.filter(({ role, outcome }) => role === 'adjudicator' && outcome === 'cancelled')),
    superseded: superseded(runs),
    suggestions: report.findings.filter(
      ({ raisedBy, ruling }) =>
        raisedBy.every(({ severity }) => severity === 'suggestion') && ruling.by.length > 0,
    ).length,
  };
}

/** Seconds of rulings on candidates that somebody of the same family was asked about again, with more. */
function superseded(runs) {
  const asks = runs
    .filter(({ role }) => role === 'adjudicator')
    .flatMap(({ family, subjects, startedAt }) =>
      Object.entries(subjects)
        .filter(([id]) => /^F\d+$/.test(id))
        .map(([id, keys]) => ({
          family,
          keys,
          startedAt,
          isTold: subjects[`script of ${id}`] !== undefined,
        })),
    );
  const again = asks.filter((ask) =>
    asks.some(
      (other) =>
        other.startedAt > ask.startedAt &&
        ask.keys.every((key) => other.keys.includes(key)) &&
        (other.keys.length > ask.keys.length || (other.isTold && !ask.isTold)),
    ),
  );
  return again.length * (seconds.ruling.base + seconds.ruling.each);
}

/** One run of a scripted agent, stopped where it is told to stop. */
async function perform(member, brief, agents, issues) {
  const { name } = member.agent;
  const startedAt = clock.now();
  const { lasts, answer } = scriptOf(name, brief, agents, issues);
  const endsAt = startedAt + Math.min(lasts * 1000, member.timeoutMs);
  let stopped = null;
  while (clock.now() < endsAt && stopped === null) {
    const rest = endsAt - clock.now();
    await sleep(brief.role === 'reviewer' ? rest : Math.min(1000, rest));
    stopped =
      clock.now() < endsAt ? (member.stopsAt?.({ tokens: null, costUsd: null, model: null }) ?? null) : null;
  }
  const isLate = lasts * 1000 > member.timeoutMs;
  const outcome = stopped !== null ? 'cancelled' : isLate ? 'timed-out' : 'completed';
  return {
    id: [name, brief.suffix].filter(Boolean).join('-'),
    ...{ agent: name, family: name, role: brief.role, outcome, reason: stopped },
    answer: outcome === 'completed' ? answer : null,
    ...{ startedAt, durationMs: clock.now() - startedAt, subjects: brief.subjects, assigned: brief.assigned },
    ...{
      model: null,
      effort: null,
      version: null,
      tokens: null,
      costUsd: null,
      turns: null,
      toolCalls: null,
    },
    ...{ pathsRead: [], readings: null, exitCode: 0, signal: null, errorTail: null, attempts: 1 },
    ...{ changedWorkspace: false, isolation: [], inlined: true },
  };
}

function scriptOf(name, { role, files, subjects }, agents, issues) {
  const manifest = files['manifest.json'];
  if (role === 'reviewer') {
    const own = agents.find((agent) => agent.name === name);
    return { lasts: own.seconds, answer: reviewOf(own.issues) };
  }
  if (role === 'editor') return { lasts: seconds.editor, answer: edition };
  if (role === 'prover')
    return { lasts: seconds.prover, answer: scriptFor(scripts === 'half' ? manifest : '', issues) };
  const asked = JSON.parse(manifest);
  const hasScripts = Object.keys(subjects).some((id) => !/^[FP]\d+$/.test(id));
  return {
    lasts: seconds.ruling.base + seconds.ruling.each * asked.candidates.length,
    answer: rulingsOn(asked, issues, hasScripts),
  };
}

const proveBy = (wait) => async (request) => {
  await wait(seconds.script * 1000);
  const run = (outcome, exitCode) => ({
    ...{ outcome, exitCode, limit: null, shown: null, output: 'REPRO: twice', durationMs: 1000 },
  });
  const arm = (name, ...end) => ({ arm: name, script: 'repro', runs: [run(...end)], trouble: null });
  return {
    ...request,
    status: 'proven-regression',
    fix: null,
    reason: 'It fails at the head, and passes at the merge base.',
    arms: [arm('head', 'fails', 1), arm('base', 'passes', 0)],
    opened: null,
    durationMs: seconds.script * 1000,
  };
};

const memberOf = (name) => ({
  agent: { type: 'cli', name, family: name, loginFiles: [] },
  settings: { model: null, effort: null },
  detection: {
    outcome: 'completed',
    version: null,
    program: null,
    sandbox: null,
    reason: null,
    warnings: [],
  },
  ...{ timeoutMs: 3_600_000, maxTurns: 400, reviews: true, rules: true },
});

const factsOf = ({ name, family }) => ({
  ...{ name, family, model: null, effort: null, version: null, outcome: 'completed', reason: null },
  ...{ warnings: [], reviews: true, rules: true },
});

const briefOf = (files) => ({
  ...{ suffix: '', role: 'reviewer', text: 'Review.', files: {}, schema: {}, inlined: true, subjects: {} },
  assigned: files.map(({ path }) => path),
});

const fileOf = (issue) => ({
  ...{
    path: pathOf(issue),
    oldPath: null,
    status: 'added',
    similarity: null,
    oldMode: '000000',
    newMode: '100644',
  },
  ...{
    oldOid: '0',
    newOid: '1',
    binary: false,
    additions: 4,
    deletions: 0,
    class: 'reviewed',
    classReason: '',
  },
  ...{ risk: 50, riskReasons: [], hunks: [] },
});

for (const review of makeReviews(Number(count))) console.log(JSON.stringify(await conduct(review)));
