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

test('what holds no rulings is no answer', () => {
  expect(readRulings('Merge it!')).toBeNull();
  expect(readRulings(JSON.stringify({ findings: [] }))).toBeNull();
});
