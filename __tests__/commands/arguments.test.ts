import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/arguments.ts';

describe('parseArguments', () => {
  test('no words mean a review', () => {
    expect(parseArguments([])).toMatchObject({ command: 'review', values: {}, operands: [] });
  });

  test('options may follow at once', () => {
    expect(parseArguments(['--base', 'main', '--json'])).toMatchObject({
      command: 'review',
      values: { base: 'main' },
      flags: new Set(['json']),
    });
  });

  test('--from may be repeated', () => {
    expect(parseArguments(['replay', '--from', 'a', '--from=b'])).toMatchObject({
      lists: { from: ['a', 'b'] },
    });
  });

  test.each([
    [['revew'], /unknown command "revew" \(did you mean "review"\?\)/],
    [['--agent', 'x'], /unknown option "--agent" of "deep-review review" \(did you mean "agents"\?\)/],
    [['doctor', '--agents'], /"--agents" needs a value/],
    [['doctor', '--json=yes'], /"--json" takes no value/],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv as string[])).toThrow(message);
  });

  test.each([[['--help']], [['replay', '--help']], [['help']]])('%j asks for help', (argv) => {
    expect(parseArguments(argv)).toMatchObject({ command: 'help' });
  });
});
