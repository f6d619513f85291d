import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutraliseCommands, stripControls } from '../../src/safety/neutralise.ts';

/** What the runner would obey (actions/runner, ActionCommand.cs): `::x` at a trimmed line's start, `##[x` anywhere. */
function obeyed(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
}

describe('Workflow commands', () => {
  test.for([
    ['::error file=a.ts::no', ': :error file=a.ts::no'],
    ['  \t::add-mask::e', '  \t: :add-mask::e'],
    ['a\r::set-output name=x::y', 'a\n: :set-output name=x::y'],
    ['text ##[error]boom', 'text ## [error]boom'],
    ['\u001b[31m::error::x', ': :error::x'],
    ['#\u001b[0m#[error]x', '## [error]x'],
    [':\u0007:error::x', ': :error::x'],
    [':::error::x', ': ::error::x'],
  ] as const)('%j becomes %j', ([text, expected]) => {
    expect(neutraliseCommands(text)).toBe(expected);
  });

  test('are left alone where they are only words', () => {
    const text = 'Use std::vector::size() and a ## heading [x]\n## [link]';
    expect(neutraliseCommands(text)).toBe(text);
  });

  test('are never obeyed, whatever is put together, and once is enough', () => {
    const part = fc.constantFrom(
      '::',
      ':',
      '##[',
      '#',
      '[',
      '\r',
      '\n',
      ' ',
      '\u001b[0m',
      '\u001b',
      '\u2028',
      '\u0085',
      '\ufeff',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const safe = neutraliseCommands(parts.join(''));
        expect(obeyed(safe)).toEqual([]);
        expect(neutraliseCommands(safe)).toBe(safe);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('Controls', () => {
  test.for([
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['a\u0000b\u0008c\u007fd', 'abcd'],
    ['line\r\nnext\rlast', 'line\nnext\nlast'],
    ['user\u202egnp.exe', 'usergnp.exe'],
    ['\u009b31mred', 'red'],
    ['tab\tand ümlaut 漢字 👍🏽', 'tab\tand ümlaut 漢字 👍🏽'],
  ] as const)('%j becomes %j', ([text, expected]) => {
    expect(stripControls(text)).toBe(expected);
  });

  test('are gone, whatever is put together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(stripControls(text)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });
});
