import { expect, test } from 'vitest';
import { reviewId } from '../../src/scheduling/review-id.ts';

const at = Date.UTC(2026, 2, 20, 13, 35, 32, 900);
const head = '56b59d4978a76d618dab4b15185ec27d661f37cb';

test.each([
  ['msys2-ci', '20260320-133532-msys2-ci'],
  ['feature/retry jobs', '20260320-133532-feature-retry-jobs'],
  ['../../etc/passwd', '20260320-133532-etc-passwd'],
  ['käse', '20260320-133532-ka-se'],
  ['x'.repeat(300), `20260320-133532-${'x'.repeat(60)}`],
  ['...', '20260320-133532-56b59d4978a7'],
  ['', '20260320-133532-56b59d4978a7'],
  [null, '20260320-133532-56b59d4978a7'],
])('a review of branch %j is named %s', (branch, id) => {
  expect(reviewId(at, branch, head)).toBe(id);
});
