import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runFixture } from '../helpers/run-fixture.ts';

test('A review is read, recorded and attributed', async () => {
  const { run, record } = await runFixture('good');
  expect(run).toMatchObject({ outcome: 'completed', reason: null, attempts: 1, changedWorkspace: false });
  expect(JSON.parse(readFileSync(`${record}/run.json`, 'utf8'))).toEqual(run);
});
