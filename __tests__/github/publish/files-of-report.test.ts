import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOfReport } from '../../../src/github/publish/files-of-report.ts';
import { reportOf } from '../../helpers/report.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

test('the files of a report are its own, whatever else its directory holds', async () => {
  const directory = temporaryDirectory();
  const own = ['events.jsonl', 'raw/change.json', 'raw/claude/stdout', 'report.html', 'report.json'];
  const foreign = ['.env', 'dist/app.js', 'raw/claude-2/stdout', 'raw/notes.txt', 'report.json.bak'];
  for (const name of [...own, ...foreign]) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), 'x');
  }
  const files = await filesOfReport(reportOf(), directory);
  expect(files).toEqual(own.map((name) => join(directory, name)));
});
