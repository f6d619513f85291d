import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepLedger, reconcile } from '../../../src/consolidation/composing/ledger.ts';
import { buildFinding, buildSettled } from '../../helpers/settled-finding.ts';

const claude = buildFinding();
const codex = buildFinding({ agent: 'codex', id: 'S1', severity: 'suggestion', title: 'Jobs vanish' });
const gemini = buildFinding({ agent: 'gemini', id: 'C1', severity: 'critical', title: 'Deadlock' });
const other = buildFinding({ key: 'claude/2', id: 'S1', severity: 'suggestion', title: 'Typo' });

const shared = buildSettled({ id: 'I1', findings: [claude, codex] });
const refuted = buildSettled({
  id: 'R1',
  severity: 'critical',
  findings: [gemini],
  ruling: { value: 'refuted', by: ['claude', 'codex'] },
});
const declined = buildSettled({
  id: 'R2',
  severity: 'suggestion',
  findings: [other],
  state: 'declined',
  declinedReason: 'It is on purpose.',
});

describe('the ledger', () => {
  test('has every raw finding with its final id and why', () => {
    const rows = keepLedger([claude, other, codex, gemini], [shared, refuted, declined]);
    expect(
      rows.map(({ agent, id, finalId, outcome, reason }) => [agent, id, finalId, outcome, reason]),
    ).toEqual([
      ['claude', 'I1', 'I1', 'kept', 'Stands as I1.'],
      ['claude', 'S1', 'R2', 'declined', 'It is on purpose.'],
      [
        'codex',
        'S1',
        'I1',
        'merged',
        'One with Claude I1, as I1, raised from suggestion to important by the severest wording.',
      ],
      ['gemini', 'C1', 'R1', 'refuted', 'Refuted by Claude and Codex.'],
    ]);
    expect(reconcile(rows, [shared, refuted, declined])).toBe(
      '4 raw findings of 3 agents: 1 kept, 1 merged into one of these, 1 refuted and 1 declined. No ruling changed a severity.',
    );
  });

  test('says which ruling changed a severity', () => {
    const lowered = buildSettled({
      id: 'S1',
      severity: 'suggestion',
      severityBefore: 'important',
      findings: [claude],
    });
    const rows = keepLedger([claude], [lowered]);
    expect(rows[0]?.reason).toBe('Stands as S1, lowered from important to suggestion by Codex.');
    expect(reconcile(rows, [lowered])).toContain('Rulings moved S1 from important to suggestion.');
  });

  test('throws when a finding is lost, doubled or invented', () => {
    expect(() => keepLedger([claude, gemini], [shared])).toThrow('gemini/1 was lost');
    expect(() => keepLedger([claude, codex], [shared, shared])).toThrow('claude/1 is in I1 and in I1');
    expect(() => keepLedger([claude], [shared])).toThrow('does not add up');
  });

  test('adds up for any grouping of any findings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.constantFrom('confirmed', 'refuted', 'plausible')), {
          maxLength: 30,
        }),
        (entries) => {
          const findings = entries.map((_, index) =>
            buildFinding({ key: `claude/${index}`, id: `I${index}` }),
          );
          const groups = new Map<number, { key: number; value: 'confirmed' | 'refuted' | 'plausible' }[]>();
          for (const [key, [group, value]] of entries.entries())
            groups.set(group, [...(groups.get(group) ?? []), { key, value }]);
          const settled = [...groups].map(([group, members]) =>
            buildSettled({
              id: `X${group}`,
              findings: members.flatMap(({ key }) => findings[key] ?? []),
              ruling: { value: members[0]?.value ?? 'confirmed' },
            }),
          );
          const rows = keepLedger(findings, settled);
          expect(rows).toHaveLength(findings.length);
          const standing = settled.filter(({ ruling }) => ruling.value !== 'refuted');
          expect(rows.filter(({ outcome }) => outcome === 'kept')).toHaveLength(standing.length);
        },
      ),
    );
  });
});
