import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Recording } from '../../../src/model/recording.ts';
import {
  agentRunSchema,
  changeSchema,
  proofsSchema,
  rulesSchema,
  sourcesSchema,
  teamSchema,
} from '../../../src/recording/recording-schema.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';

const text = readFileSync(new URL('../../../src/commands/demo/recording.json', import.meta.url), 'utf8');
const recording = JSON.parse(text) as Recording;

test('the recorded review is what this version records', () => {
  const parts = { change: changeSchema, team: teamSchema, rules: rulesSchema, sources: sourcesSchema };
  for (const [name, schema] of Object.entries(parts))
    expect(schema.safeParse(recording[name as keyof typeof parts]).error, name).toBeUndefined();
  expect(proofsSchema.safeParse(recording.proofs).error).toBeUndefined();
  for (const run of recording.runs) expect(agentRunSchema.safeParse(run).error, run.id).toBeUndefined();
});

test('it shows each thing that a review with several agents can come to', () => {
  const { findings, refuted, verdict } = settleReviews(recording);
  expect(verdict).toMatchObject({ level: 'merge-with-fixes', gate: 'block' });
  const united = findings.find(({ raisedBy }) => raisedBy.length > 1);
  expect(united).toMatchObject({ severity: 'critical', ruling: { value: 'confirmed' } });
  expect(findings.filter(({ proof }) => proof?.status === 'proven-regression')).toHaveLength(3);
  expect(findings.some(({ severity }) => severity === 'suggestion')).toBe(true);
  expect(refuted).toHaveLength(1);
  const families = new Set(
    recording.runs.filter(({ role }) => role === 'reviewer').map(({ family }) => family),
  );
  expect(families.size).toBe(4);
});

test('it tells nothing of the machine that recorded it', () => {
  expect(text).not.toMatch(/\/(tmp|home|Users|root|work)\//);
});
