import { expect, test } from 'vitest';
import type { Report } from '../../../src/model/report/report-schema.ts';
import type { SeedCase } from './seed-labels.ts';

/** What must hold of the seed case's report, however it was made; an agent of the report is named `prefix` and its name in the labels. */
export function expectSeedCase({ labels, agents }: SeedCase, getReport: () => Report, prefix = ''): void {
  const named = (agent: string) => `${prefix}${agent}`;
  const byRaw = (agent: string, id: string) =>
    [...getReport().findings, ...getReport().refuted].find(({ raisedBy }) =>
      raisedBy.some((source) => source.agent === named(agent) && source.id === id),
    );

  test('has all raw findings in the ledger', () => {
    const raw = agents.flatMap(
      (agent) => labels.originals[agent]?.findings.map(({ ref }) => `${named(agent)} ${ref}`) ?? [],
    );
    const report = getReport();
    expect(report.ledger.map(({ agent, id }) => `${agent} ${id}`).sort()).toEqual(raw.sort());
    expect(report.ledger).toHaveLength(16);
  });

  test('makes one of what two agents raised, and of nothing else', () => {
    for (const { id, agents: credited } of labels.consolidated) {
      const finals = new Set(
        credited.flatMap((agent) =>
          (labels.matches[id]?.[agent]?.ids ?? []).map((raw) => byRaw(agent, raw)?.id),
        ),
      );
      expect([id, finals.size]).toEqual([id, 1]);
      const [final] = credited.map((agent) => byRaw(agent, labels.matches[id]?.[agent]?.ids[0] ?? ''));
      expect([id, final?.raisedBy.map(({ agent }) => agent).sort()]).toEqual([
        id,
        credited.map(named).sort(),
      ]);
    }
  });

  test('refutes the false criticals with checked citations', () => {
    const report = getReport();
    expect(report.refuted).toHaveLength(2);
    for (const finding of report.refuted) {
      expect(finding).toMatchObject({
        severity: 'critical',
        raisedBy: [{ agent: named('gemini') }],
        ruling: { value: 'refuted' },
      });
      expect(finding.ruling.by).not.toContain(named('gemini'));
      expect(finding.ruling.evidence).toContainEqual(
        expect.objectContaining({ kind: 'citation', checked: true }),
      );
    }
  });

  test('confirms the two regressions, and puts them first in a verdict that names its rule', () => {
    const report = getReport();
    const regressions = [byRaw('codex', 'I1'), byRaw('codex', 'I2')];
    for (const finding of regressions)
      expect(finding).toMatchObject({ kind: 'regression', ruling: { value: 'confirmed' } });
    expect(report.verdict).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'block',
      rule: 'important-stands',
    });
    expect(report.verdict.blocking.slice(0, 2).sort()).toEqual(
      regressions.map((finding) => finding?.id).sort(),
    );
    expect(report.verdict.reason).toMatch(/confirmed regressions \(I1 .* I2 /);
  });

  test('gives every consolidated finding its severity', () => {
    for (const { id, severity } of labels.consolidated) {
      const [agent, match] = Object.entries(labels.matches[id] ?? {})[0] ?? [];
      expect([id, byRaw(agent ?? '', match?.ids[0] ?? '')?.severity]).toEqual([id, severity]);
    }
  });

  /**
   * Of the report's table, "Important" and "Suggestion" are what each agent raised, "Critical" what it raised without false positives,
   * and "False positives" what was refuted. "Unique insights" was counted by hand and disagrees with the report's own attributions
   * (its prose lists six of the first agent, its table says five), so ours is compared with those. "Design observations" was counted
   * by hand too; ours are the concerns of each review.
   */
  test('counts the retro as the report did, where its definitions are the same', () => {
    const report = getReport();
    const number = (metric: string, agent: string) =>
      Number(/^\d+/.exec(labels.retroTable[metric]?.[agent] ?? '')?.[0]);
    expect(report.retro.rows.map(({ agent }) => agent)).toEqual(agents.map(named));
    for (const [index, { raised, refuted, unique }] of report.retro.rows.entries()) {
      const agent = agents[index] ?? '';
      expect([agent, raised.critical - refuted, raised.important, raised.suggestion, refuted]).toEqual([
        agent,
        ...['Critical', 'Important', 'Suggestion', 'False positives'].map((metric) => number(metric, agent)),
      ]);
      const alone = labels.consolidated.filter((final) => final.agents.join() === agent).length;
      const dropped = Object.values(labels.originalOutcomes[agent] ?? {}).filter(
        (outcome) => outcome === 'dropped',
      ).length;
      expect([agent, unique]).toEqual([agent, alone + dropped]);
    }
  });
}
