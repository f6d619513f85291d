import { expect, test } from 'vitest';
import { settleBefore, withDeadline } from '../../../src/github/api/deadline.ts';

test('a deadline comes with time, or with the signal that it depends on', async () => {
  const cancelled = new AbortController();
  const late = withDeadline(cancelled.signal, 20);
  await new Promise((resolve) => late.addEventListener('abort', resolve));
  expect(late.reason).toEqual(new Error('no answer within 0.02 s'));
  const early = withDeadline(cancelled.signal, 60_000);
  cancelled.abort(new Error('cancelled'));
  expect(early.reason).toEqual(new Error('cancelled'));
  expect(withDeadline(cancelled.signal, 60_000).aborted).toBe(true);
});

test('work is waited for until the signal, and not beyond', async () => {
  const never = new Promise<never>(() => {});
  const { signal } = new AbortController();
  expect(await settleBefore(Promise.resolve(1), signal, 'late')).toBe(1);
  await expect(settleBefore(never, AbortSignal.timeout(10), 'late')).rejects.toThrow('late');
  await expect(settleBefore(never, AbortSignal.abort(), 'late')).rejects.toThrow('late');
  await expect(settleBefore(Promise.reject(new Error('broken')), signal, 'late')).rejects.toThrow('broken');
});
