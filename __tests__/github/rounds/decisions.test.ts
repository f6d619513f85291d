import { describe, expect, test } from 'vitest';
import type { Permission } from '../../../src/github/api/client.ts';
import { type DecliningPolicy, judgeCommands } from '../../../src/github/rounds/decisions.ts';
import { findingMarker, markerOf } from '../../../src/github/rounds/marker.ts';
import { composeMemory, type Memory } from '../../../src/github/rounds/memory.ts';
import { listPlaces } from '../../../src/github/rounds/previous-round.ts';
import { collectCommands, type SaidCommand } from '../../../src/github/rounds/said-commands.ts';
import { FakeGitHub, ours, outage, person } from '../../helpers/fake-github.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const marker = markerOf('review.yml review');

/** The memory of two rounds: what was I1 is I2 now, behind a critical one that is new. */
const memory: Memory = (() => {
  const reviewed = {
    identity: { head: 'a', mergeBase: 'b', patchId: null, terms: 't' },
    pullNumber: 7,
    declined: [],
    storedAt: 1,
    runId: null,
  };
  const one = reportOf({ findings: [findingOf({ id: 'I1', fingerprint: 'old' })] });
  const two = reportOf({
    review: { ...one.review, round: 2 },
    findings: [
      findingOf({ id: 'C1', severity: 'critical', fingerprint: 'critical' }),
      findingOf({ id: 'I2', fingerprint: 'new', formerFingerprints: ['old'] }),
    ],
  });
  const first = composeMemory({ ...reviewed, report: one }, null, { comment: 10, inline: 10, review: 10 });
  return composeMemory({ ...reviewed, report: two }, first, { comment: 20, inline: 20, review: 20 });
})();

const said = (overrides: Partial<SaidCommand> = {}): SaidCommand => ({
  verb: 'decline',
  id: 'I2',
  reason: 'On purpose.',
  by: 'dev',
  kind: 'comment',
  number: 30,
  nodeId: 'N30',
  url: 'https://github.com/acme/queue/pull/7#30',
  permission: 'write',
  about: null,
  wasEdited: false,
  ...overrides,
});
const judge = (
  commands: readonly SaidCommand[],
  policy: DecliningPolicy = { author: 'admin' },
  of = memory,
) => judgeCommands(commands, of, policy, 'ada');

describe('a decline', () => {
  test('is about the finding that had the id when it was given', () => {
    const declined = { fingerprint: 'new', reason: 'On purpose. (dev)', by: 'dev', upTo: 'important' };
    expect(judge([said()]).declined).toEqual([expect.objectContaining(declined)]);
    expect(judge([said({ id: 'I1', number: 15 })]).declined).toEqual([expect.objectContaining(declined)]);
    expect(judge([said({ id: 'I1', number: 30 })]).declined).toEqual([]);
    expect(judge([said({ id: 'I1', number: 5 })]).declined).toEqual([]);
  });

  test('is answered by name, once, and news only until a round has heard it', () => {
    expect(judge([said()])).toMatchObject({ isNews: true, notes: ['dev declined I2.'] });
    const heard = { ...memory, declined: ['new'] };
    expect(judge([said({ id: 'I1', number: 15 })], undefined, heard)).toMatchObject({
      isNews: false,
      notes: [],
    });
    expect(judge([], undefined, heard)).toMatchObject({ isNews: true, declined: [] });
  });

  test('is taken back by the last word', () => {
    const back = said({ verb: 'undecline', reason: '', number: 31 });
    expect(judge([said(), back]).declined).toEqual([]);
    expect(judge([said(), back, said({ number: 32 })]).declined).toHaveLength(1);
  });

  test('of a finding of which nobody knows when it got its id can be taken back, and is to be said again', () => {
    const report = reportOf({
      review: { ...memory.report.review, round: 3 },
      findings: [],
      refuted: [findingOf({ id: 'R1', state: 'declined', fingerprint: 'new', formerFingerprints: ['old'] })],
    });
    const { identity, storedAt } = memory;
    const undated = composeMemory(
      { report, identity, storedAt, pullNumber: 7, declined: ['new'], runId: null },
      memory,
      null,
    );
    const words = [said(), said({ verb: 'undecline', id: 'R1', reason: '', number: 40 })];
    expect(judge(words, undefined, undated).declined).toEqual([]);
    const again = said({ id: 'R1', number: 41 });
    expect(judge([...words, again], undefined, undated).declined).toEqual([]);
    expect(judge([...words, again], undefined, undated).notes.at(-1)).toContain('could not decline R1');
  });

  test.each<[string, Partial<SaidCommand>, DecliningPolicy['author'], RegExp]>([
    [
      'a stranger',
      { by: 'mallory', permission: 'none' },
      'admin',
      /mallory could not decline I2: that needs write access\./,
    ],
    ['somebody of whom it is not known', { permission: null }, 'admin', /could not be read/],
    ['who gives no reason', { reason: '' }, 'admin', /without a reason/],
    ['whose comment was edited', { wasEdited: true }, 'admin', /edited since/],
    ['who names what never was', { id: 'S9' }, 'admin', /no round before/],
    ['the author', { by: 'Ada' }, 'admin', /only as an admin/],
    ['the author', { by: 'ada', permission: 'admin' }, 'never', /does not decline/],
    ['with write access a critical', { id: 'C1' }, 'admin', /needs the maintain role/],
  ])('of %s %j is refused where the author may %s', (_, command, author, why) => {
    const { declined, notes } = judge([said(command)], { author });
    expect([declined, notes]).toEqual([[], [expect.stringMatching(why)]]);
  });

  test('who may not is refused, and told why', async () => {
    const github = new FakeGitHub();
    Object.assign(github.permissions, { boss: 'admin' } satisfies Record<string, Permission>);
    for (let count = 0; count < 20; count++)
      github.say(person('mallory'), '/deep-review decline I2 Trust me.');
    github.say(ours, '/deep-review decline I2 As somebody said.');
    const { commands } = await collectCommands(await listPlaces(github), github, marker);
    expect(github.asked.filter((request) => request === 'readPermission')).toHaveLength(1);
    const { declined, notes } = judge(commands);
    expect([declined, notes.length, notes[0]]).toEqual([
      [],
      20,
      'mallory could not decline I2: that needs write access.',
    ]);
  });

  test.each<[string, Partial<SaidCommand>, DecliningPolicy['author']]>([
    ['an admin who is the author', { by: 'ada', permission: 'admin' }, 'admin'],
    ['the author, where that is wanted', { by: 'ada' }, 'write'],
    ['a maintainer, of a critical', { id: 'C1', permission: 'maintain' }, 'admin'],
    ['in an inline comment', { kind: 'inline', number: 25 }, 'admin'],
    ['in the body of a review', { kind: 'review', number: 25 }, 'admin'],
  ])('of %s holds', (_, command, author) => {
    expect(judge([said(command)], { author }).declined).toHaveLength(1);
  });
});

describe('what people said', () => {
  test('is read wherever they said it, in order, edits told', async () => {
    const github = new FakeGitHub();
    github.permissions.boss = 'admin';
    github.say(person('boss'), '/deep-review decline I1 One.', github.reviews);
    github.say(person('boss'), '/deep-review decline I2 Two.', github.inlineComments);
    const { id } = github.say(person('boss'), '/deep-review decline I3 Three.');
    github.edit(person('mallory'), id, '/deep-review decline I4 Four.');
    const { commands } = await collectCommands(await listPlaces(github), github, marker);
    expect(commands.map(({ id: name, kind, wasEdited }) => [name, kind, wasEdited])).toEqual([
      ['I1', 'review', false],
      ['I2', 'inline', false],
      ['I4', 'comment', true],
    ]);
  });

  test('is read as far as it can be: one place or one person that cannot be asked costs no other', async () => {
    const github = new FakeGitHub();
    github.permissions.boss = 'admin';
    github.say(person('boss'), '/deep-review decline I1 One.', github.reviews);
    github.faults.set('listComments', outage);
    const { commands, notes } = await collectCommands(await listPlaces(github), github, marker);
    expect([commands.map(({ permission }) => permission), notes]).toEqual([
      ['admin'],
      [expect.stringContaining('what they decline still counts')],
    ]);
    github.faults.set('readPermission', outage);
    expect(
      (await collectCommands(await listPlaces(github), github, marker)).commands[0]?.permission,
    ).toBeNull();
  });
});

describe('an answer to our own comment on a finding', () => {
  const words = '/deep-review decline The caller holds the lock.';
  /** What becomes of a command without an id there. */
  async function answerTo(
    finding: string,
    { author = ours, mark = marker, body = words, spoil = (_: FakeGitHub, __: number): void => {} } = {},
  ) {
    const github = new FakeGitHub();
    github.permissions.dev = 'write';
    const { id } = github.say(
      author,
      `${findingMarker(mark, finding)}\n\n**It hangs**`,
      github.inlineComments,
    );
    spoil(github, id);
    github.say(person('dev'), body, github.inlineComments, id);
    const { commands } = await collectCommands(await listPlaces(github), github, marker);
    const { declined, notes } = judge(commands);
    return [declined.map(({ fingerprint }) => fingerprint), notes];
  }

  test('declines that finding, by the name it has or had', async () => {
    expect(await answerTo('new')).toEqual([['new'], ['dev declined I2.']]);
    expect(await answerTo('old')).toEqual([['new'], ['dev declined I2.']]);
  });

  test('names another one where it gives an id, and takes back what it declined', async () => {
    expect(await answerTo('critical', { body: '/deep-review decline I2 So be it.' })).toEqual([
      ['new'],
      ['dev declined I2.'],
    ]);
    expect(await answerTo('new', { body: `${words}\n\n/deep-review undecline` })).toEqual([
      [],
      ['dev declined I2.', 'dev took back the decline of I2.'],
    ]);
  });

  test('needs what every decline needs', async () => {
    expect(await answerTo('critical')).toEqual([[], [expect.stringContaining('needs the maintain role')]]);
    expect(await answerTo('new', { body: '/deep-review decline' })).toEqual([
      [],
      [expect.stringContaining('without a reason')],
    ]);
  });

  const nothing = [
    [],
    ['dev could not decline a finding: it names no finding: put its id behind the command.'],
  ];
  test.each<[string, Parameters<typeof answerTo>[1]]>([
    ['that somebody wrote in our name', { author: person('mallory') }],
    ['of another job', { mark: markerOf('other.yml review') }],
    [
      'that somebody else edited to name another finding',
      {
        spoil: (github, id) =>
          github.edit(person('mallory'), id, `${findingMarker(marker, 'new')}\n\n**It hangs**`),
      },
    ],
    ['of which nobody knows who edited it', { spoil: (github) => github.faults.set('readEdits', outage) }],
    ['where nobody knows who we are', { spoil: (github) => github.faults.set('readViewer', outage) }],
  ])('declines nothing under a comment %s', async (_, options) => {
    expect(await answerTo('new', options)).toEqual(nothing);
  });

  test('that we brought up to date ourselves still counts', async () => {
    const spoil = (github: FakeGitHub, id: number) =>
      github.edit(ours, id, `${findingMarker(marker, 'new')}\n\n**It still hangs**`);
    expect(await answerTo('old', { spoil })).toEqual([['new'], ['dev declined I2.']]);
  });

  test('elsewhere a command without an id is refused', async () => {
    const github = new FakeGitHub();
    github.permissions.dev = 'write';
    github.say(person('dev'), words);
    const { commands } = await collectCommands(await listPlaces(github), github, marker);
    expect([judge(commands).declined, judge(commands).notes]).toEqual(nothing);
  });
});
