import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/commands/line/command-table.ts';
import { parseArguments } from '../../../src/commands/line/parse-arguments.ts';

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

  test('of an option given twice the last counts, and --from may be repeated', () => {
    expect(parseArguments(['--base', 'a', '--base', 'b'])).toMatchObject({ values: { base: 'b' } });
    expect(parseArguments(['replay', '--from', 'a', '--from=b'])).toMatchObject({
      lists: { from: ['a', 'b'] },
    });
  });

  test('a value may look like an option where it is joined', () => {
    expect(parseArguments(['--base=--upload-pack=x'])).toMatchObject({
      values: { base: '--upload-pack=x' },
    });
  });

  test.each([
    [['revew', '--form', 'x'], /unknown command "revew" \(did you mean "review"\?\)/],
    [['help', 'reply'], /unknown command "reply" \(did you mean "replay"\?\)/],
    [['login', '--json=1'], /unknown command "login" \(did you mean "doctor"\?\)/],
    [['--agent', 'x'], /unknown option "--agent" of "deep-review review" \(did you mean "--agents"\?\)/],
    [['doctor', '--agents'], /"--agents" needs a value/],
    [['doctor', '--json=yes'], /"--json" takes no value: leave out "=yes"/],
    [['read'], /"deep-review read" needs FILE, which is missing/],
    [['schema', 'review', 'more'], /"deep-review schema" takes fewer words: leave out "more"/],
    [['main', 'feat'], /for what "feat" adds to "main" write "main\.\.feat"/],
    [['review', 'main', 'feat'], /for what "feat" adds to "main" write "main\.\.feat"/],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});

describe('help', () => {
  const helpOf = (...argv: string[]) => {
    const parsed = parseArguments(argv);
    return parsed.command === 'help' ? parsed.text : '';
  };

  test.each([[['--help']], [['-h']], [['help']]])('%j lists every command, examples first', (argv) => {
    const text = helpOf(...argv);
    for (const [name] of commands) expect(text).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(text.indexOf('Examples:')).toBeLessThan(text.indexOf('Usage:'));
    expect(text).toMatch(/Exit codes: 0 pass, 1 block/);
  });

  test.each(commands)(
    'of %s has its examples, then its options with meaning and default',
    (name, { options, examples }) => {
      const text = helpOf(name, '--help');
      expect(helpOf('help', name)).toBe(text);
      expect(helpOf(name, '-h')).toBe(text);
      const [before = '', after = ''] = text.split('Usage: ');
      for (const call of Object.keys(examples)) expect(before).toContain(`  ${call}\n`);
      expect(after).toMatch(new RegExp(`^deep-review ${name}`));
      const flat = after.replaceAll(/\s+/g, ' ');
      for (const [option, { about, default: standard }] of Object.entries(options)) {
        expect(flat).toContain(`--${option}`);
        expect(flat).toContain(about.replaceAll('`', ''));
        if (standard) expect(flat).toContain(`(default: ${standard})`);
      }
      expect(text).not.toContain('`');
    },
  );

  test('every example is a call that is understood', () => {
    for (const [, { examples }] of commands) {
      for (const call of Object.keys(examples)) {
        const words = /deep-review([^>)]*)/
          .exec(call)?.[1]
          ?.split(' ')
          .filter((word) => word !== '');
        expect(parseArguments(words ?? []), call).not.toHaveProperty('text');
      }
    }
  });
});
