import { expect, test } from 'vitest';
import { namesStep } from '../../../src/consolidation/rulings/names-step.ts';

test.each([
  'Whether the worker ever stops in between.',
  'the OS',
  'Whether TLS is used',
  'iOS only',
  'on AWS',
  'what GC does',
  '需要数据库版本',
])('a doubt names a step, however short: %s', (missing) => expect(namesStep(missing)).toBe(true));

test.each([
  null,
  '',
  'N/A',
  'NO PROOF',
  'More context is needed',
  'an OK from the author',
  'Yes.',
  '更多上下文',
])('asking for more names none: %s', (missing) => expect(namesStep(missing)).toBe(false));
