import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inputDefinitions, parseInputs } from '../../src/config/inputs.ts';
import { UserError } from '../../src/model/errors.ts';

describe('parseInputs', () => {
  test('gives every default', () => {
    expect(parseInputs({})).toMatchObject({
      agents: 'auto',
      models: {},
      config: '.github/deep-review.yml',
      'fail-on': 'merge-with-fixes',
      'min-reviewers': 'auto',
      adjudication: 'auto',
      'timeout-minutes': 20,
      'max-cost-usd': null,
      comment: 'off',
      annotations: true,
      'github-token': null,
    });
  });

  test('reads lists, models and numbers', () => {
    const inputs = parseInputs({
      agents: 'claude, codex\nchecks',
      models: 'claude=opus\nclaude.effort=high\ncodex = gpt',
      'max-cost-usd': '2.50',
      adjudication: 'off',
      'artifact-name': '',
    });
    expect(inputs.agents).toEqual(['claude', 'codex', 'checks']);
    expect(inputs.models).toEqual({
      claude: { model: 'opus', effort: 'high' },
      codex: { model: 'gpt', effort: null },
    });
    expect(inputs['max-cost-usd']).toBe(2.5);
    expect(inputs.adjudication).toBe('off');
    expect(inputs['artifact-name']).toBeNull();
  });

  test.each([
    [{ 'fail-on': 'rewrok' }, /input "fail-on" must be merge-with-fixes, rework or never \(got "rewrok"\)/],
    [{ 'timeout-minutes': 'soon' }, /input "timeout-minutes" must be a number of minutes/],
    [{ 'timeout-minutes': '0' }, /must be more than 0/],
    [{ annotations: 'yes' }, /input "annotations" must be true or false/],
    [{ models: 'claude' }, /input "models" has the line "claude"; write agent=model/],
    [{ agnets: 'claude' }, /unknown input "agnets" \(did you mean "agents"\?\)/],
    [{ 'max-cost-usd': '-1' }, /must be more than 0/],
    [{ 'retention-days': '1.5' }, /must be a whole number/],
  ])('refuses %j', (raw, message) => {
    expect(() => parseInputs(raw as Record<string, string>)).toThrow(UserError);
    expect(() => parseInputs(raw as Record<string, string>)).toThrow(message);
  });
});

test('action.yml declares exactly these inputs, with these defaults and sentences', () => {
  const manifest = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const declared = Object.entries(inputDefinitions).map(([name, { default: value, description }]) => [
    name,
    { description, default: value },
  ]);
  expect(Object.entries(manifest.inputs)).toEqual(declared);
});
