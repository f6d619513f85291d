import { expect, test } from 'vitest';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { focusedTests } from '../../../src/checks/tests/focused-tests.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

async function severityWith(helpers: Record<string, string>, path = 'spec/models/a_spec.rb') {
  const change = { [path]: "describe 'a' do\n  it 'b', focus: true do\n  end\nend\n" };
  const { findings } = await runChecks(
    [focusedTests],
    buildChange(change),
    buildReadText({ ...helpers, ...change }),
  );
  return findings.map(({ severity }) => severity);
}

const heeds = 'RSpec.configure do |config|\n  config.filter_run_when_matching :focus\nend\n';

test.each([
  ['a helper', { 'spec/spec_helper.rb': heeds }],
  [
    'one of two helpers',
    { 'spec/spec_helper.rb': '\n', 'spec/rails_helper.rb': 'c.filter_run focus: true\n' },
  ],
  ['options', { '.rspec': '--tag focus\n', 'spec/spec_helper.rb': '\n' }],
  ['what cannot be read', {}],
])('a focus of RSpec counts by %s', async (_, helpers) => {
  expect(await severityWith(helpers as Record<string, string>)).toEqual(['important']);
});

test('a focus that RSpec is not told of leaves no test out', async () => {
  expect(await severityWith({ 'spec/spec_helper.rb': 'RSpec.configure { }\n' })).toEqual(['suggestion']);
  const off = `=begin\n${heeds}=end\n# config.filter_run :focus\n`;
  expect(await severityWith({ 'a/spec/spec_helper.rb': off }, 'a/spec/b_spec.rb')).toEqual(['suggestion']);
});
