import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { DiffParser, parseHunks } from '../../../src/change/diff/parse-diff.ts';
import { configurationSchema } from '../../../src/config/configuration.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { UserError } from '../../../src/model/errors.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import { fuzz } from './fuzz.ts';
import { anyText, textOf } from './fuzz-texts.ts';

function expectConfigurationOrUserError(text: string): void {
  try {
    const configuration = parseConfiguration(text, 'deep-review.yml');
    expect(configurationSchema.parse(configuration)).toEqual(configuration);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

describe('A configuration', () => {
  const yaml = textOf([
    ...[
      'agents:',
      'declined:',
      'limits:',
      'ignore:',
      'paths:',
      'rework-at:',
      'instructions:',
      '\n',
      '\n  ',
      '\n    ',
    ],
    ...[
      '- ',
      ': ',
      '&a ',
      '*a',
      '<<: *a',
      '!!js/function ',
      '!!binary ',
      '!!map',
      '---\n',
      '...\n',
      '? ',
      '| \n',
      '> \n',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '#',
      '%YAML 9\n',
      '\t',
      '__proto__: { polluted: 1 }',
      'constructor:',
      '~',
      '1e99',
    ],
  ]);
  fuzz(
    'of any text is valid, or the error of its user',
    fc.oneof(yaml, anyText),
    expectConfigurationOrUserError,
    2,
  );

  const keys = Object.keys(configurationSchema.shape);
  const values = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), fc.jsonValue());
  fuzz('of any value is valid, or the error of its user', values, (value) =>
    expectConfigurationOrUserError(JSON.stringify(value)),
  );

  const nested = fc.tuple(
    fc.constantFrom('[', '{a: ', '- ', '? ', '{', '&a [', '!!seq ['),
    fc.integer({ min: 1, max: 20_000 }),
  );
  fuzz(
    'nested however deep is valid, or the error of its user',
    nested,
    ([piece, times]) => expectConfigurationOrUserError(`agents: ${piece.repeat(times)}`),
    100,
  );
});

describe('A diff', () => {
  const patch = textOf([
    ...[
      '@@ -1 +1 @@\n',
      '@@ -1,2 +1,3 @@ f\n',
      '@@ -0,0 +1 @@\n',
      '@@ -9999999999 +1 @@\n',
      '-a\n',
      '+b\n',
      ' c\n',
      '\n',
    ],
    ...[
      '\\ No newline at end of file\n',
      'diff --git a/x b/x\n',
      '--- a/x\n',
      '+++ b/x\n',
      'Binary files x\n',
      '\0',
      '\r',
    ],
  ]);
  fuzz('of any text has hunks that add up, or none', fc.oneof(patch, anyText), (text) => {
    const parsed = parseHunks(text);
    if (parsed === null) return;
    for (const { body, oldCount, newCount } of parsed.hunks) {
      const signs = body === '' ? [] : body.split('\n').map((line) => line[0]);
      const count = (sign: string) => signs.filter((found) => found === sign).length;
      expect(count(' ') + count('-')).toBe(oldCount);
      expect(count(' ') + count('+')).toBe(newCount);
    }
  });

  const bytes = fc.array(
    fc.oneof(
      fc.uint8Array(),
      patch.map((text) => Buffer.from(text)),
      fc.constant(Buffer.from(':100644 100644 a b M\0x\0\0')),
    ),
    { maxLength: 8 },
  );
  fuzz('of any bytes, in any pieces, is parsed alike or refused', bytes, (pieces) => {
    const outcome = (parts: readonly Uint8Array[]) => {
      const parser = new DiffParser();
      try {
        for (const part of parts) parser.push(Buffer.from(part));
        return parser.end();
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect(error).not.toBeInstanceOf(TypeError);
        expect(error).not.toBeInstanceOf(RangeError);
        return 'refused';
      }
    };
    expect(outcome(pieces)).toEqual(outcome([Buffer.concat(pieces)]));
  });
});

describe('A summary', () => {
  const finding = fc.record({
    severity: fc.constantFrom('critical', 'important', 'suggestion'),
    title: anyText,
    explanation: anyText,
    blocking: fc.boolean(),
  });
  const report = fc
    .array(finding, { maxLength: 12 })
    .map((findings) =>
      reportOf({ findings: findings.map((parts, index) => findingOf({ ...parts, id: `I${index + 1}` })) }),
    );
  fuzz(
    'never exceeds its limit',
    fc.tuple(report, fc.integer({ min: 2_000, max: 30_000 })),
    ([shown, limit]) => {
      expect(Buffer.byteLength(renderSummary(shown, limit))).toBeLessThanOrEqual(limit);
    },
    10,
  );
});
