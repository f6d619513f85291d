import { expect, test } from 'vitest';
import { citedPaths } from '../../src/scheduling/cited-paths.ts';
import { buildReviewRun } from '../helpers/agent-run.ts';
import { scopeOf } from '../helpers/scope.ts';

const scope = scopeOf({ 'src/worker.ts': 'reviewed', 'src/queue.ts': 'carried' }, ['src/worker.ts']);
const citing = (path: string) => [buildReviewRun('claude', [{ path, evidence: [] }])];

test('what changed is read as well where a file outside the change is cited, which it may touch', () => {
  expect(citedPaths(citing('src/main.ts'), null, scope)).toEqual(['src/main.ts', 'src/worker.ts']);
  expect(citedPaths(citing('src/queue.ts'), null, scope)).toEqual(['src/queue.ts']);
  expect(citedPaths(citing('src/main.ts'), null, { ...scope, mode: 'whole' })).toEqual(['src/main.ts']);
});
