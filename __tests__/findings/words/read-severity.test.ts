import { describe, expect, test } from 'vitest';
import { readSeverity } from '../../../src/findings/words/read-severity.ts';
import { topicOf } from '../../../src/findings/words/section-titles.ts';

describe('A severity', () => {
  test.each([
    ['critical', 'critical'],
    ['P0 – must fix', 'critical'],
    ['Critical (blocking)', 'critical'],
    ['🔴', 'critical'],
    ['kritisch', 'critical'],
    ['crítico', 'critical'],
    ['bloquant', 'critical'],
    ['严重', 'critical'],
    ['致命的', 'critical'],
    ['치명적', 'critical'],
    ['High', 'important'],
    ['Élevée', 'important'],
    ['P2', 'important'],
    ['中', 'important'],
    ['Low: style only', 'suggestion'],
    ['non-blocking', 'suggestion'],
    ['issue (non-blocking)', 'suggestion'],
    ['niedrig', 'suggestion'],
    ['軽微', 'suggestion'],
    ['whatever', null],
    ['no critical issues', null],
    ['7', null],
  ])('"%s" is %s', (written, severity) => expect(readSeverity(written)).toBe(severity));
});

describe('The title of a part', () => {
  test.each([
    ['🔴 Must fix before merge', 'critical', true],
    ['3. High-Priority Issues (2)', 'important', true],
    ['Issues (non-blocking)', 'suggestion', true],
    ['Hallazgos', 'findings', true],
    ['Kritische Befunde', 'critical', true],
    ['高优先级问题', 'important', true],
    ['必ず修正すべきブロッカー', 'critical', true],
    ['Was gut läuft', 'strengths', true],
    ['No critical issues', 'closed', true],
    ['Recommendations', 'recommendations', true],
    ['Real concurrency bugs', 'suspected', false],
  ] as const)('"%s" is %s', (title, topic, isSure) => expect(topicOf(title)).toEqual({ topic, isSure }));

  test.each(['Critical section is entered twice', 'Issue 2: the lock leaks', 'The cache is never filled'])(
    '"%s" is none',
    (title) => expect(topicOf(title)).toBeNull(),
  );
});
