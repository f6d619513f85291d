import { describe, expect, test } from 'vitest';
import { parseInputs } from '../../../src/config/inputs.ts';
import type { ChangeIdentity } from '../../../src/github/event/change-identity.ts';
import { chooseCourse, reasonToSkip } from '../../../src/github/event/course.ts';
import { type EventFacts, eventFacts } from '../../../src/github/event/event.ts';
import { noRound, type PreviousRound } from '../../../src/github/rounds/previous-round.ts';
import { reportOf } from '../../helpers/report.ts';

const event = (facts: Partial<EventFacts> = {}): EventFacts => ({
  ...eventFacts('workflow_dispatch', {}, null),
  name: 'pull_request',
  pullNumber: 7,
  ...facts,
});

describe('nothing is reviewed', () => {
  test.each<[string, Partial<EventFacts>, Record<string, string>, RegExp | null]>([
    ['of a pull request', {}, {}, null],
    ['of a closed one', { over: 'It is closed.' }, { 'force-label': 'x' }, /closed/],
    ['of a draft', { isDraft: true }, {}, null],
    ['of a draft', { isDraft: true }, { drafts: 'skip' }, /draft/],
    ['of a forced draft', { isDraft: true, labels: ['x'] }, { drafts: 'skip', 'force-label': 'x' }, null],
    ['with the label', { labels: ['a', 'x'] }, { 'skip-label': 'x' }, /label "x"/],
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
    ['of the head that was reviewed', 'reuse', { pullHead: 'h1' }, { head: 'm', patchId: 'p2' }, {}],
    ['of a head that was not', 'review', { pullHead: 'h2' }, { head: 'm', patchId: 'p2' }, {}],
    ['that does the same', 'reuse', { pullHead: 'h2' }, { head: 'm' }, {}],
    ['to be reviewed', 'review', { pullHead: 'h1' }, { head: 'm' }, { 'merge-group': 'review' }],
    ['whatever else is', 'reuse', { pullHead: 'h1' }, { head: 'm' }, { unchanged: 'review' }],
  ])('for a merge group %s: %s', (_, course, facts, identity, inputs) => {
    const group = event({ name: 'merge_group', ...facts });
    const chosen = chooseCourse(group, parseInputs(inputs), before, { ...asked, ...identity });
    expect(chosen.type).toBe(course);
  });
});
