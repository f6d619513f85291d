import { describe, expect, test } from 'vitest';
import { readRulings } from '../../src/findings/read-rulings.ts';
import { buildRuling } from '../helpers/agent-run.ts';

const answer = (rulings: readonly unknown[], pairs: readonly unknown[] = []) =>
  JSON.stringify({ rulings, pairs });
const valuesOf = (text: string) =>
  readRulings(text)?.rulings.map(({ candidate, ruling }) => `${candidate} ${ruling}`);

describe('rulings', () => {
  test('of several documents are all read, the last word on each candidate', () => {
    const draft = answer([buildRuling(), buildRuling({ candidate: 'F2' })]);
    const final = answer([buildRuling({ candidate: 'F2', ruling: 'refuted' })]);
    expect(valuesOf(`First thoughts:\n${draft}\nOn reflection:\n${final}`)).toEqual([
      'F1 confirmed',
      'F2 refuted',
    ]);
    expect(valuesOf(`${draft}\n${answer([])}`)).toEqual(['F1 confirmed', 'F2 confirmed']);
  });

  test('are read where each stands alone', () => {
    const lines = ['F1', 'F2'].map((candidate) => JSON.stringify(buildRuling({ candidate })));
    expect(valuesOf(lines.join('\n'))).toEqual(['F1 confirmed', 'F2 confirmed']);
  });

  test('that are none are told, with the candidate that they name', () => {
    const read = readRulings(answer([buildRuling(), null, { candidate: 'F2', ruling: 'hm' }, 'refuted']));
    expect(read?.unread).toEqual([null, 'F2', null]);
    expect(read?.rulings).toHaveLength(1);
  });

  test('of a candidate that a later document rules on are told no more', () => {
    const template = answer([{ candidate: 'F1', ruling: 'confirmed | refuted' }]);
    expect(readRulings(`${template}\n${answer([buildRuling()])}`)?.unread).toEqual([]);
  });
});

describe('the candidate that a ruling names', () => {
  const named = (candidate: string) =>
    readRulings(answer([buildRuling({ candidate })]))?.rulings[0]?.candidate;

  test.each([
    'F1',
    'f1',
    '`F1`',
    '[F1]',
    'F1.',
    'Candidate F1',
    'F1: the queue loses 2 jobs',
    'F01',
    '#1',
    '1',
    'finding 1',
  ])('is read from "%s"', (text) => expect(named(text)).toBe('F1'));

  test.each(['F1, F2', 'F1-F3', 'F1 and 2', 'P1', 'C1', '1 of the findings', 'F', ''])(
    'is not guessed from "%s"',
    (text) => expect(named(text)).not.toBe('F1'),
  );

  test('may be the name under which the ruling stands', () => {
    const { candidate: _, ...ruling } = buildRuling({ ruling: 'refuted' });
    const text = JSON.stringify({
      rulings: { F1: ruling, F2: ruling },
      pairs: { P1: { same: true, reason: 'So.' } },
    });
    expect(valuesOf(text)).toEqual(['F1 refuted', 'F2 refuted']);
    expect(readRulings(text)?.pairs).toMatchObject([{ pair: 'P1', same: true }]);
  });
});

test('a ruling that asks is none', () => {
  expect(readRulings(answer([{ ...buildRuling(), ruling: 'refuted?' }]))?.unread).toEqual(['F1']);
});

test('what holds no rulings is no answer', () => {
  expect(readRulings('Merge it!')).toBeNull();
  expect(readRulings(JSON.stringify({ findings: [] }))).toBeNull();
});
