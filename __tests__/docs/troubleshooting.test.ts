import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../src/model/errors.ts';
import { outcomes } from '../../src/model/run.ts';
import { readText, tableRowsIn } from '../helpers/documents.ts';
import { userMessages } from '../helpers/user-errors.ts';

const page = readText('docs/troubleshooting.md');
const rows = tableRowsIn('docs/troubleshooting.md');

/** The phrases of messages that each item of the list begins with. */
const phrases = [...page.matchAll(/^- ((?:`[^`]+`,? ?)+):/gm)].flatMap(([, head = '']) =>
  [...head.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase),
);
const messages = userMessages();

/** Words that tell a reader to do something. */
const doing =
  /\b(ask|check|choose|compare|correct|declare|fetch|give|install|leave|let|make|merge|must|name|needs|replay|run|see|take|try|write)\b/i;

/** What an input must be is said by its schema, which is put in. */
const advisedByItsSchema = 'input "…" … (got "…")';

describe('every message for the user', () => {
  test.each(messages.filter(({ text }) => text !== advisedByItsSchema))(
    'of $place says what to do: $text',
    ({ text }) => {
      expect(text).toMatch(doing);
    },
  );

  test.each(messages)('of $place is found in docs/troubleshooting.md', ({ text }) => {
    expect(phrases.filter((phrase) => text.includes(phrase))).not.toEqual([]);
  });
});

test('no phrase there is of a message that is gone, or there twice', () => {
  expect(phrases.filter((phrase) => !messages.some(({ text }) => text.includes(phrase)))).toEqual([]);
  expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
});

test('every way in which an agent fails has its row', () => {
  const listed = rows
    .map(([name]) => name)
    .filter((name) => (outcomes as readonly string[]).includes(name ?? ''));
  expect(listed).toEqual(outcomes.filter((outcome) => outcome !== 'completed'));
});

test('every exit code has its row', () => {
  expect(rows.map(([code]) => Number(code)).filter((code) => !Number.isNaN(code))).toEqual(
    Object.values(exitCodes),
  );
});
