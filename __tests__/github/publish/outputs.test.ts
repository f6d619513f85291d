import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { artifactOutputs, outputsOf, skippedOutputs } from '../../../src/github/publish/outputs.ts';
import { readText } from '../../helpers/documents.ts';
import { agentOf, findingOf, reportOf } from '../../helpers/report.ts';

const files = {
  json: '/r/report.json',
  markdown: '/r/report.md',
  html: '/r/report.html',
  sarif: '/r/report.sarif',
  summary: '/r/summary.md',
  blockers: '/r/blockers.md',
  blockerLines: '/r/blockers.ndjson',
};
const ruled = (value: 'confirmed' | 'plausible' | 'unverified') => ({ ...findingOf().ruling, value });

test('counts what was confirmed or is plausible, and names who reviewed', () => {
  const report = reportOf({
    agents: [
      agentOf('claude'),
      { ...agentOf('codex'), outcome: 'timed-out' },
      { ...agentOf('gemini'), reviewer: false },
    ],
    findings: [
      findingOf({ severity: 'critical', ruling: ruled('confirmed') }),
      findingOf({ severity: 'important', ruling: ruled('plausible') }),
      findingOf({ severity: 'important', ruling: ruled('unverified') }),
    ],
    verdict: { ...reportOf().verdict, level: 'merge-with-fixes', gate: 'block', blocking: ['C1', 'I2'] },
  });
  expect(outputsOf(report, files)).toEqual({
    verdict: 'merge-with-fixes',
    gate: 'block',
    blocking: '2',
    critical: '1',
    important: '1',
    suggestion: '0',
    reviewers: 'claude',
    'report-json': '/r/report.json',
    'report-markdown': '/r/report.md',
    'report-html': '/r/report.html',
    'report-sarif': '/r/report.sarif',
  });
});

test('without an artifact its outputs are empty', () => {
  const url = 'https://github.com/a/b/actions/runs/1/artifacts/5';
  expect(artifactOutputs({ id: 5, url })).toEqual({ 'artifact-id': '5', 'artifact-url': url });
  expect(artifactOutputs(null)).toEqual({ 'artifact-id': '', 'artifact-url': '' });
});

test('however a step ends, it has every output that action.yml declares', () => {
  const declared = Object.keys(parse(readText('action.yml')).outputs).filter((name) => name !== 'matrix');
  expect(Object.keys({ ...outputsOf(reportOf(), files), ...artifactOutputs(null) })).toEqual(declared);
  expect(Object.keys(skippedOutputs)).toEqual(declared);
});
