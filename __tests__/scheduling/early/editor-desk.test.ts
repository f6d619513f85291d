import { describe, expect, test } from 'vitest';
import type { TeamMember } from '../../../src/agents/team/team.ts';
import type { Brief } from '../../../src/model/brief.ts';
import type { Recording } from '../../../src/model/recording.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import type { ConductedReview, ConductRequest } from '../../../src/scheduling/conduct-request.ts';
import { createEditorDesk } from '../../../src/scheduling/early/editor-desk.ts';
import {
  buildRefutation,
  buildReview,
  buildReviewFinding,
  buildRun,
  type LooseRuling,
} from '../../helpers/agent-run.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import {
  conductScripted,
  type Script,
  type ScriptedOptions,
  scriptedAgent,
} from '../../helpers/scripted-review.ts';

const minutes = (count: number) => count * 60_000;
const answer = (...findings: Parameters<typeof buildReviewFinding>[0][]) =>
  JSON.stringify(buildReview({ findings: findings.map(buildReviewFinding) }));
const lostJob = {
  title: 'The job is lost when the worker stops',
  path: 'src/queue.ts',
  startLine: 3,
  endLine: 3,
};
const prose = 'Nobody but an editor says this.';
const edition = {
  summary: prose,
  reason: null,
  testing: null,
  documentation: null,
  retro: [],
  closing: null,
};

/** An agent that also edits, in 25 seconds. */
const editing =
  (script: Script, editMs = 25_000): Script =>
  (brief, member) =>
    brief.role === 'editor' ? { durationMs: editMs, answer: JSON.stringify(edition) } : script(brief, member);

const conduct = (reviewMs: number, rule: () => LooseRuling, options: ScriptedOptions = {}) =>
  conductScripted(
    {
      claude: editing(scriptedAgent(reviewMs, answer(lostJob))),
      codex: editing(scriptedAgent(minutes(1), answer(), rule)),
    },
    { isEdited: true, ...options },
  );
type Conducted = Awaited<ReturnType<typeof conduct>>;

const editors = ({ schedule }: Conducted) =>
  schedule
    .filter(({ brief }) => brief.role === 'editor')
    .map(({ id, startMs, endMs }) => `${id} ${startMs / 1000}-${endMs / 1000}`);
const briefOf = ({ schedule }: Conducted): Brief | undefined =>
  schedule.find(({ brief }) => brief.role === 'editor')?.brief;

describe('an editor', () => {
  test('begins with the last rulings, from the report as it will be if they confirm what they are asked', async () => {
    const review = await conduct(minutes(10), () => ({}));
    expect(editors(review)).toEqual(['codex-editor 600-625']);
    expect(review.wallClockMs).toBe(minutes(10) + 45_000);
    expect(briefOf(review)?.text).toMatch(/I1: .*\(important, regression, confirmed/);
    const report = settleReviews(review.recording);
    expect(report.findings.map(({ ruling }) => ruling.value)).toEqual(['confirmed']);
    expect(report.summary).toBe(prose);
  });

  test('is not heard where rulings came otherwise, and did not fail', async () => {
    const review = await conduct(minutes(5), () => buildRefutation());
    const [editor] = review.runs.filter(({ role }) => role === 'editor');
    expect(editor).toMatchObject({
      outcome: 'cancelled',
      isSetAside: true,
      reason: 'Rulings came otherwise than was foretold when it began, so its text is of another report.',
    });
    const report = settleReviews(review.recording);
    expect(report.refuted).toHaveLength(1);
    expect(report.summary).not.toContain(prose);
    expect(report.agents.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
    expect(review.wallClockMs).toBe(minutes(5) + 45_000);
  });

  test('begins again where there is time for it', async () => {
    const review = await conduct(minutes(20), () => buildRefutation());
    expect(editors(review)).toEqual(['codex-editor 1200-1225', 'codex-editor-2 1245-1270']);
    const report = settleReviews(review.recording);
    expect(report.summary).toBe(prose);
    expect(report.refuted).toHaveLength(1);
  });

  test('is stopped as soon as its text is of another report', async () => {
    const review = await conductScripted(
      {
        claude: editing(scriptedAgent(minutes(5), answer(lostJob)), minutes(1)),
        codex: editing(
          scriptedAgent(minutes(1), answer(), () => buildRefutation()),
          minutes(1),
        ),
      },
      { isEdited: true },
    );
    expect(editors(review)).toEqual(['codex-editor 300-345']);
  });

  test('begins at once where nothing is awaited, and not at all where there is nothing to tell', async () => {
    const alone = { isEdited: true, members: { codex: { reviews: false } } };
    const nothing = {
      claude: editing(scriptedAgent(minutes(5), answer())),
      codex: editing(scriptedAgent(0, '')),
    };
    expect(editors(await conductScripted(nothing, alone))).toEqual([]);
    const early = await conductScripted(
      {
        claude: editing(scriptedAgent(minutes(1), answer(lostJob))),
        codex: editing(scriptedAgent(minutes(5), answer())),
        gemini: editing(scriptedAgent(minutes(2), answer())),
      },
      { isEdited: true },
    );
    expect(editors(early)).toEqual(['claude-editor 300-325']);
    expect(settleReviews(early.recording).summary).toBe(prose);
  });

  test('keeps to the ceilings of runs and time', async () => {
    const few = await conduct(minutes(10), () => ({}), { limits: { 'max-runs': 2 } });
    expect(editors(few)).toEqual([]);
    const short = await conduct(minutes(10), () => ({}), { inputs: { 'total-timeout-minutes': '10' } });
    expect(editors(short)).toEqual([]);
  });
});

test('prose stands where rulings change the report, and change it back', async () => {
  const member = {
    agent: { name: 'codex' },
    rules: true,
    detection: { outcome: 'completed' },
  } as unknown as TeamMember;
  const ports = buildPorts();
  const startedAt = ports.clock.now() - minutes(10);
  let value: 'confirmed' | 'refuted' = 'confirmed';
  const appendix = [{ run: 'codex', agent: 'codex', model: null, form: 'strict', text: '' }];
  const desk = createEditorDesk({ team: [member], ports, startedAt } as unknown as ConductRequest, {
    record: async () => ({}) as Recording,
    settle: () => reportOf({ appendix, findings: [findingOf({ ruling: { ...findingOf().ruling, value } })] }),
  });
  const begun: Brief[] = [];
  const plan = (runs: number) =>
    desk.plan({
      finished: Array.from({ length: runs }, (_, index) =>
        buildRun({ id: `codex-${index}`, agent: 'codex', startedAt, durationMs: minutes(10) }),
      ),
      conducted: (all) => ({ runs: all, proofs: null }) as unknown as ConductedReview,
      open: [],
      begin: ({ brief }) => begun.push(brief) === 1,
    });
  const judge = () => desk.judge([buildRun({ id: 'codex-editor', agent: 'codex', role: 'editor' })])[0];
  await plan(1);
  value = 'refuted';
  await plan(2);
  expect(judge()).toMatchObject({ outcome: 'cancelled', isSetAside: true });
  value = 'confirmed';
  await plan(3);
  expect(judge()?.outcome).toBe('completed');
  const [first] = begun as [Brief];
  expect(desk.stops(first)).toBeNull();

  value = 'refuted';
  await plan(4);
  expect(desk.stops(first)).not.toBeNull();
  value = 'confirmed';
  await plan(5);
  // It was told to stop, and may have heard.
  expect(judge()).toMatchObject({ outcome: 'cancelled', isSetAside: true });
});

test('no report is foretold where nobody may edit it', async () => {
  const ports = buildPorts();
  let foretold = 0;
  const desk = createEditorDesk({ team: [], ports, startedAt: 0 } as unknown as ConductRequest, {
    record: async () => ({}) as Recording,
    settle: () => {
      foretold++;
      return reportOf({});
    },
  });
  await desk.plan({
    finished: [buildRun({})],
    conducted: (all) => ({ runs: all, proofs: null }) as unknown as ConductedReview,
    open: [],
    begin: () => true,
  });
  expect(foretold).toBe(0);
});
