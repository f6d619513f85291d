import { describe, expect, test } from 'vitest';
import { parseInputs } from '../../../src/config/inputs.ts';
import type { ChangeIdentity } from '../../../src/github/event/change-identity.ts';
import { blockThatStands, chooseCourse, reasonToSkip } from '../../../src/github/event/course.ts';
import type { EventFacts } from '../../../src/github/event/event.ts';
import { eventFacts } from '../../../src/github/event/read-event.ts';
import { noRound, type PreviousRound } from '../../../src/github/rounds/previous-round.ts';
import { reportOf } from '../../helpers/report.ts';

const event = (facts: Partial<EventFacts> = {}): EventFacts => ({
  ...eventFacts('schedule', {}, null, { base: 'main', head: null }),
  name: 'pull_request',
  pullNumber: 7,
  isCurrent: true,
  ...facts,
});

describe('nothing is reviewed', () => {
  test.each<[string, Partial<EventFacts>, Record<string, string>, RegExp | null]>([
    ['of a pull request', {}, {}, null],
    ['of a closed one', { isClosed: true }, { 'force-label': 'x' }, /closed/],
    ['of a deleted branch', { over: 'It was deleted.' }, { 'force-label': 'x' }, /deleted/],
    ['of one that may have been opened again', { isClosed: true, isCurrent: false }, {}, null],
    ['of one that may be no draft now', { isDraft: true, isCurrent: false }, { drafts: 'skip' }, null],
    ['with a label of then', { labels: ['x'], isCurrent: false }, { 'skip-label': 'x' }, null],
    ['of a draft', { isDraft: true, command: { author: 'a', isWhole: false } }, { drafts: 'skip' }, null],
    ['of a draft', { isDraft: true }, {}, null],
    ['of a draft', { isDraft: true }, { drafts: 'skip' }, /draft/],
    ['of a forced draft', { isDraft: true, labels: ['x'] }, { drafts: 'skip', 'force-label': 'x' }, null],
    ['with the label', { labels: ['a', 'x'] }, { 'skip-label': 'x' }, /label "x"/],
    ['with the label in another case', { labels: ['X'] }, { 'skip-label': 'x' }, /label "x"/],
    ['with another label', { labels: ['y'] }, { 'skip-label': 'x' }, null],
    ['with both labels', { labels: ['x', 'y'] }, { 'skip-label': 'x', 'force-label': 'y' }, null],
    ['of a merge group', { name: 'merge_group' }, {}, null],
    ['of a merge group', { name: 'merge_group' }, { 'merge-group': 'pass' }, /before they were queued/],
    ['of a queued draft', { name: 'merge_group', isDraft: true }, { drafts: 'skip' }, null],
  ])('%s %j with %j: %s', (_, facts, inputs, reason) => {
    const said = reasonToSkip(event(facts), parseInputs(inputs));
    if (reason === null) expect(said).toBeNull();
    else expect(said).toMatch(reason);
  });
});

describe('the last verdict holds', () => {
  const asked: ChangeIdentity = { head: 'h1', mergeBase: 'b1', patchId: 'p1', terms: 't1' };
  const before: PreviousRound = { ...noRound, report: reportOf(), identity: asked, isVouched: true };
  const inconclusive = reportOf({ verdict: { ...reportOf().verdict, level: 'inconclusive' } });
  const blocked = reportOf({ verdict: { ...reportOf().verdict, level: 'rework', gate: 'block' } });
  const cutShort = reportOf({ review: { ...reportOf().review, complete: false } });

  test.each<
    [string, 'reuse' | 'review', Partial<ChangeIdentity>, Partial<PreviousRound>, Record<string, string>]
  >([
    ['the same commits', 'reuse', {}, {}, {}],
    ['the same commits, without patch ids', 'reuse', { patchId: null }, {}, {}],
    ['another head, and the same patch', 'reuse', { head: 'h2', mergeBase: 'b2' }, {}, {}],
    ['another patch', 'review', { head: 'h2', patchId: 'p2' }, {}, {}],
    ['no known patch', 'review', { head: 'h2', patchId: null }, {}, {}],
    ['another base, and so another change', 'review', { mergeBase: 'b2', patchId: 'p2' }, {}, {}],
    ['other terms', 'review', { terms: 't2' }, {}, {}],
    ['the first round', 'review', {}, { report: null, identity: null }, {}],
    ['an inconclusive review', 'review', {}, { report: inconclusive }, {}],
    ['a review cut short', 'review', {}, { report: cutShort }, {}],
    ['a pass from where others can write', 'review', {}, { isVouched: false }, {}],
    ['a block from where others can write', 'reuse', {}, { isVouched: false, report: blocked }, {}],
    ['a decision since', 'review', {}, { hasNewDecisions: true }, {}],
    ['a wish to review', 'review', {}, {}, { unchanged: 'review' }],
    ['a label that forces', 'review', {}, {}, { 'force-label': 'again' }],
    ['the same in another case', 'review', {}, {}, { 'force-label': 'Again' }],
  ])('%s: %s', (_, course, identity, previous, inputs) => {
    const chosen = chooseCourse(
      event({ labels: ['again'] }),
      parseInputs(inputs),
      { ...before, ...previous },
      { ...asked, ...identity },
    );
    expect(chosen.type).toBe(course);
  });

  test.each<
    [string, 'reuse' | 'review', Partial<EventFacts>, Partial<ChangeIdentity>, Record<string, string>]
  >([
    [
      'that does more or less than its pull request',
      'review',
      { pullHead: 'h1' },
      { head: 'm', patchId: 'p2' },
      {},
    ],
    ['to another base branch', 'review', { pullHead: 'h1' }, { head: 'm', terms: 't2' }, {}],
    ['that does the same', 'reuse', { pullHead: 'h2' }, { head: 'm' }, {}],
    ['to be reviewed', 'review', { pullHead: 'h1' }, { head: 'm' }, { 'merge-group': 'review' }],
    ['whatever else is', 'reuse', { pullHead: 'h1' }, { head: 'm' }, { unchanged: 'review' }],
  ])('for a merge group %s: %s', (_, course, facts, identity, inputs) => {
    const group = event({ name: 'merge_group', ...facts });
    const chosen = chooseCourse(group, parseInputs(inputs), before, { ...asked, ...identity });
    expect(chosen.type).toBe(course);
  });
});

test('who asks for the whole has the same change reviewed again, who asks for a review has not', () => {
  const asked: ChangeIdentity = { head: 'h1', mergeBase: 'b1', patchId: 'p1', terms: 't1' };
  const before: PreviousRound = { ...noRound, report: reportOf(), identity: asked, isVouched: true };
  const courseOf = (isWhole: boolean) =>
    chooseCourse(event({ command: { author: 'a', isWhole } }), parseInputs({}), before, asked).type;
  expect([courseOf(false), courseOf(true)]).toEqual(['reuse', 'review']);
});

describe('passing without a review undoes no verdict', () => {
  const identity: ChangeIdentity = { head: 'h1', mergeBase: 'b1', patchId: 'p1', terms: 't1' };
  const reportWith = (gate: 'pass' | 'block' | 'inconclusive') =>
    reportOf({ verdict: { ...reportOf().verdict, gate } });

  test.each<['pass' | 'block' | 'inconclusive', string, boolean]>([
    ['block', 'h1', true],
    ['inconclusive', 'h1', true],
    ['block', 'h2', false],
    ['pass', 'h1', false],
  ])('%s of h1, now at %s: %s', (gate, head, stands) => {
    const previous = { ...noRound, report: reportWith(gate), identity };
    const course = blockThatStands({ event: event({ head }), skipped: 'It is a draft.', previous });
    expect(course?.reason ?? null).toEqual(stands ? expect.stringMatching(/draft\. But h1 .* stands/) : null);
    expect(blockThatStands({ event: event({ head }), skipped: null, previous })).toBeNull();
  });

  test('nor where none can be read', () => {
    const previous = { ...noRound, isLost: true };
    const round = { event: event(), skipped: 'It is a draft.', previous };
    expect(() => blockThatStands(round)).toThrow(/could not be read, so it is not passed/);
  });
});
