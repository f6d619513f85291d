import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reportSchema } from '../../src/model/report/report-schema.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { findingOf, reportOf } from '../helpers/report.ts';
import { temporaryDirectory } from '../helpers/repository.ts';

test('writes every format whole, and nothing else', async () => {
  const directory = join(temporaryDirectory(), 'new', 'folder');
  const report = reportOf({ findings: [findingOf()] });
  const files = await writeReport(report, directory, (text) => text);
  const names = [
    'blockers.md',
    'blockers.ndjson',
    'report.html',
    'report.json',
    'report.md',
    'report.sarif',
    'summary.md',
  ];
  expect((await readdir(directory)).sort()).toEqual(names);
  expect(
    Object.values(files)
      .map((path) => path.slice(directory.length + 1))
      .sort(),
  ).toEqual(names);
  expect(reportSchema.parse(JSON.parse(await readFile(files.json, 'utf8')))).toEqual(report);
  for (const path of [files.markdown, files.html, files.sarif, files.summary]) {
    expect(await readFile(path, 'utf8')).toContain('drops the job when the lease expires');
  }
});

test.each([
  ['a review without findings', reportOf({ documentation: 'See:\n\n~~~ts\nconst a = 1;\n~~~\n' })],
  ['a finding', reportOf({ findings: [findingOf()] })],
])('colours the code of %s', async (_, report) => {
  const { html } = await writeReport(report, temporaryDirectory(), (text) => text);
  expect(await readFile(html, 'utf8')).toContain('<span class="k">');
});
