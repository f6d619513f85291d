import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { reportSchema } from '../../src/model/report/report-schema.ts';
import { reportSchemaVersion } from '../../src/model/report/report-version.ts';
import { renderJson, reportJsonSchema } from '../../src/report/json.ts';
import { hostileTexts, spoil } from '../helpers/hostile.ts';
import { reportCases, sampleReport } from '../helpers/report-cases.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(reportJsonSchema());

describe.each(Object.entries(reportCases))('report.json: %s', (_, report) => {
  test('meets the published schema and reads back the same', () => {
    const written = JSON.parse(renderJson(report));
    validate(written);
    expect(validate.errors).toBeNull();
    expect(reportSchema.parse(written)).toEqual(report);
  });
});

test.each(Object.entries(hostileTexts))('%s is kept as it was', (_, hostile) => {
  const report = spoil(sampleReport, hostile);
  expect(JSON.parse(renderJson(report))).toEqual(report);
});

test('the schema tells its version and refuses what it does not know', () => {
  expect(reportJsonSchema()).toMatchObject({ $id: `urn:deep-review:report:${reportSchemaVersion}` });
  expect(validate({ ...sampleReport, surprise: 1 })).toBe(false);
  expect(validate({ ...sampleReport, verdict: { ...sampleReport.verdict, level: 'fine' } })).toBe(false);
  const { findings: _, ...incomplete } = sampleReport;
  expect(validate(incomplete)).toBe(false);
});
