import { describe, expect, test } from 'vitest';
import { mergeTexts } from '../../../src/consolidation/composing/merge-texts.ts';

const say = (agent: string, text: string) => ({ agent, text });

describe('texts of several agents', () => {
  test('that say nearly the same become one, in the longer wording, with all its authors', () => {
    const merged = mergeTexts([
      say('claude', 'Using a fresh context for the cleanup avoids inheriting the cancelled manager context.'),
      say('codex', 'No test covers a full disk.'),
      say(
        'gemini',
        'Using a fresh context for the WSL2 cleanup during shutdown avoids inheriting the already cancelled manager context.',
      ),
    ]);
    expect(merged.map(({ text, agents }) => [text.slice(0, 40), agents])).toEqual([
      ['Using a fresh context for the WSL2 clean', ['claude', 'gemini']],
      ['No test covers a full disk.', ['codex']],
    ]);
  });

  test('stay apart when they share only their subject', () => {
    const merged = mergeTexts([
      say('claude', 'The cache is invalidated on every write, which is simple and correct.'),
      say('codex', 'The cache is never bounded, so a long run exhausts the memory of the host.'),
    ]);
    expect(merged).toHaveLength(2);
  });

  test('of few words are one only when equal', () => {
    expect(
      mergeTexts([say('a', 'Good tests.'), say('b', 'Good names.'), say('c', 'good tests')]),
    ).toHaveLength(2);
  });

  test('without words vanish', () => {
    expect(mergeTexts([say('a', ' '), say('b', '—')])).toEqual([]);
  });
});
