import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { neutraliseCommands, stripControls } from '../../../src/safety/neutralise.ts';
import { createRedactor } from '../../../src/safety/redact.ts';
import { fuzz } from './fuzz.ts';
import { anyText, textOf } from './fuzz-texts.ts';

const commands = textOf([
  ...[
    '::',
    ':',
    '##[',
    '##',
    '#',
    '[',
    ']',
    '\r',
    '\n',
    '\r\n',
    ' ',
    '\t',
    '\u001b[0m',
    '\u001b]8;;',
    '\u0007',
  ],
  ...[
    '\u2028',
    '\u2029',
    '\u0085',
    '\ufeff',
    '\u200b',
    '\u202e',
    '\u009b',
    'error',
    'set-output name=x',
    'add-mask',
  ],
]);

/** What the runner would obey (actions/runner, ActionCommand.cs). */
const isObeyed = (text: string): boolean =>
  text.split(/\r\n|\r|\n/).some((line) => line.trim().startsWith('::') || line.includes('##['));

describe('A text that is neutralised', () => {
  fuzz(
    'commands nothing, whatever it is made of',
    fc.oneof(commands, anyText),
    (text) => {
      const safe = neutraliseCommands(text);
      expect(isObeyed(safe)).toBe(false);
      expect(neutraliseCommands(safe)).toBe(safe);
      expect(safe.length).toBeLessThanOrEqual(text.length * 2);
    },
    0.2,
  );
  fuzz(
    'has no control left but tab and newline',
    fc.oneof(commands, anyText),
    (text) => {
      expect(stripControls(text)).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    },
    0.2,
  );
});

/** Keys as vendors make them, and worse. */
const secret = fc.oneof(
  fc.string({ minLength: 20, maxLength: 60, unit: fc.constantFrom(...'aB3dE6gH9-_+/=.~"\\&%$') }),
  fc.base64String({ minLength: 24, maxLength: 64 }),
);
const forms: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json in json': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  url: encodeURIComponent,
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  // Without the last character, where it holds bits of what comes next.
  base64: (text) =>
    Buffer.from(text)
      .toString('base64')
      .slice(0, Math.floor((text.length * 8) / 6)),
  base64url: (text) =>
    Buffer.from(text)
      .toString('base64url')
      .slice(0, Math.floor((text.length * 8) / 6)),
};

describe('A secret', () => {
  fuzz(
    'is gone in every form, wherever it stands',
    fc.tuple(secret, anyText, anyText, fc.constantFrom(...Object.keys(forms))),
    ([value, before, after, form]) => {
      const shown = forms[form]?.(value) ?? value;
      const safe = createRedactor([value])(`${before} ${shown} ${after}`);
      expect(safe.includes(shown) && !before.includes(shown) && !after.includes(shown)).toBe(false);
    },
    0.2,
  );
  fuzz(
    'is gone when it is split over lines',
    fc.tuple(
      fc.base64String({ minLength: 24, maxLength: 64 }),
      fc.constantFrom('plain', 'base64', 'hexadecimal'),
      fc.constantFrom('\n', '\r\n', ' ', '\\n', '\\\\n'),
      fc.integer({ min: 1, max: 76 }),
    ),
    ([value, form, separator, width]) => {
      const shown = forms[form]?.(value) ?? value;
      const pieces = shown.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? [];
      const safe = createRedactor([value])(`x ${pieces.join(separator)} y`);
      expect(safe.split(separator).join('')).not.toContain(shown);
    },
    0.2,
  );
  fuzz(
    'leaves texts without one as they were',
    fc.tuple(secret, fc.lorem({ mode: 'sentences' })),
    ([value, text]) => {
      expect(createRedactor([value])(text)).toBe(text);
    },
    0.2,
  );
});
