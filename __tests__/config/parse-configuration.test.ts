import { describe, expect, test } from 'vitest';
import { emptyConfiguration } from '../../src/config/empty-configuration.ts';
import { parseConfiguration } from '../../src/config/parse-configuration.ts';
import { UserError } from '../../src/model/errors.ts';

const refusal = (text: string) => {
  try {
    parseConfiguration(text, 'deep-review.yml');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('was accepted');
};

describe('parseConfiguration', () => {
  test('an empty file is the empty configuration', () => {
    expect(parseConfiguration('', 'x')).toEqual(emptyConfiguration);
    expect(parseConfiguration('# only a comment\n', 'x')).toEqual(emptyConfiguration);
  });

  test('reads a whole one', () => {
    const configuration = parseConfiguration(
      `agents:
  mine: { command: [node, review.mjs], family: acme, format: markdown, environment: [ACME_KEY] }
  claude: { model: opus, effort: high }
instructions: Look hard at locking.
paths: [{ glob: 'db/**', instructions: Every migration is reversible. }]
ignore: ['docs/**']
rework-at: { critical: 1 }
declined:
  - { path: src/a.ts, text: race on start-up, reason: accepted, expires: 2027-01-31 }
limits: { max-parallel: 2 }
`,
      'x',
    );
    expect(configuration.agents.mine).toMatchObject({ family: 'acme', format: 'markdown' });
    expect(configuration['rework-at']).toEqual({ critical: 1, important: 1 });
    expect(configuration.limits).toMatchObject({ 'max-parallel': 2, 'max-runs': 24 });
  });

  test.each([
    ['agents: [', /not valid YAML/],
    ['ignore: docs', /"ignore": /],
    ['ingore: [docs]', /unknown key "ingore" \(did you mean "ignore"\?\)/],
    ['agents: {mine: {comand: [x]}}', /unknown key "agents.mine.comand" \(did you mean "command"\?\)/],
    ['limits: {max-paralel: 2}', /unknown key "limits.max-paralel" \(did you mean "max-parallel"\?\)/],
    ['agents: {Mine: {command: [x]}}', /lower-case letters/],
    ['ignore: [a]\nignore: [b]', /unique/i],
    ['a: &a [x]\nignore: *a', /deep-review\.yml/],
    ['declined: [{path: a, text: t, reason: r, expires: tomorrow}]', /must be a date/],
    ['declined: [{path: a, text: race, reason: r}]', /at least 12 characters/],
    ['declined: [{path: a, reason: r}]', /"declined.0": names no finding/],
    [
      'declined: [{path: a, text: t, raeson: r}]',
      /unknown key "declined.0.raeson" \(did you mean "reason"\?\)/,
    ],
    ['"just text"', /deep-review\.yml is invalid/],
  ])('refuses %j with a clear message', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  test('a billion laughs end at once', () => {
    const lines = ['a0: &a0 [lol, lol, lol, lol]'];
    for (let depth = 1; depth < 30; depth++)
      lines.push(`a${depth}: &a${depth} [*a${depth - 1}, *a${depth - 1}, *a${depth - 1}]`);
    expect(refusal(lines.join('\n'))).toMatch(/without anchors and aliases|unknown key/);
  });

  test('a key named __proto__ changes nothing', () => {
    expect(refusal('__proto__: {polluted: true}')).toMatch(/unknown key/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
