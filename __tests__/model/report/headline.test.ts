import { expect, test } from 'vitest';
import { verdictRules } from '../../../src/consolidation/verdict/verdict.ts';
import { headlineOf, sinceLastRound, whyNotBlocking } from '../../../src/model/report/headline.ts';
import { agentOf, findingOf, reportOf } from '../../helpers/report.ts';

const inconclusive = (rule: string) =>
  headlineOf(
    reportOf({ verdict: { level: 'inconclusive', gate: 'inconclusive', rule, reason: '', blocking: [] } }),
  );

test('each rule that makes a review inconclusive has words of its own, and none says that nothing was found', () => {
  const rules = verdictRules.filter(({ level }) => level === 'inconclusive').map(({ name }) => name);
  const words = rules.map(inconclusive);
  expect(rules.length).toBeGreaterThan(3);
  expect(new Set(words).size).toBe(rules.length);
  for (const sentence of words) expect(sentence).not.toMatch(/nothing was found|found nothing/i);
});

test('a review without a reader says so, whatever fixed rules did', () => {
  const checks = agentOf('checks');
  expect(headlineOf(reportOf({ agents: [checks] }))).toBe('Fixed rules found nothing; nobody read the code.');
  const suggestion = findingOf({ severity: 'suggestion', blocking: false });
  expect(headlineOf(reportOf({ agents: [checks], findings: [suggestion] }))).toBe(
    'Nothing blocks merging; 1 suggestion. Nobody read the code.',
  );
  const verdict = { level: 'inconclusive', gate: 'inconclusive', rule: 'too-few-reviewers' } as const;
  expect(headlineOf(reportOf({ agents: [checks], verdict: { ...verdict, reason: '', blocking: [] } }))).toBe(
    'Nothing was reviewed.',
  );
});

test('blockers are counted by severity', () => {
  const critical = findingOf({ severity: 'critical', blocking: true });
  const findings = [
    critical,
    findingOf({ blocking: true }),
    findingOf({ severity: 'suggestion', blocking: false }),
  ];
  expect(headlineOf(reportOf({ findings }))).toBe('2 findings block merging: 1 critical and 1 important.');
  expect(headlineOf(reportOf({ findings: findings.slice(2) }))).toBe('Nothing blocks merging; 1 suggestion.');
});

test('what became of the last round is counted, where there was one', () => {
  expect(sinceLastRound(reportOf())).toBeNull();
  const last = { id: 'I1', title: 'T', severity: 'important', finalId: null } as const;
  const previous = { round: 1, head: 'a', findings: [{ ...last, state: 'fixed' as const }], gone: [] };
  expect(sinceLastRound(reportOf({ previous, findings: [findingOf({ state: 'new' })] }))).toBe(
    'Since round 1: 1 fixed, 1 new.',
  );
});

test('a finding that one would expect to block says why it does not', () => {
  expect(whyNotBlocking(findingOf({ blocking: true }))).toBeNull();
  expect(whyNotBlocking(findingOf({ blocking: false, kind: 'pre-existing' }))).toBe(
    'was there before this change',
  );
  expect(whyNotBlocking(findingOf({ blocking: false, severity: 'suggestion' }))).toBeNull();
});
