import { expect, test } from 'vitest';
import type { Check, Sample } from '../../src/checks/check.ts';
import { wrapperSums } from '../../src/checks/dependencies/wrapper-sums.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { focusedTests } from '../../src/checks/tests/focused-tests.ts';
import { narrowedTests } from '../../src/checks/tests/narrowed-tests.ts';
import { untrustedArtifact } from '../../src/checks/workflows/untrusted-artifact.ts';
import { buildChange, buildReadText } from '../helpers/change.ts';

const length = 400_000;
const filled = (part: string): string => part.repeat(Math.ceil(length / part.length));
const inMakefile = (line: string): Sample => ({
  Makefile: ['test:\n\tpytest\n', `test:\n\tpytest -q\n\t${line}\n`],
});
const inWorkflow = (text: string): Sample => {
  const steps = 'jobs:\n  a:\n    steps:\n      - run: pytest\n';
  return { '.github/workflows/ci.yml': [steps, steps + text] };
};
const wrapper = 'gradle/wrapper/gradle-wrapper.properties';
const focused = "describe 'a' do\n  fit('works') { expect(1).to eq 1 }\nend\n";

test.each<[string, Check, Sample]>([
  ['Gradle without a task', narrowedTests, inMakefile(filled('gradlew '))],
  ['Maven without a goal', narrowedTests, inMakefile(filled('mvn -x '))],
  ['package managers without a script', narrowedTests, inMakefile(filled('npm -'))],
  ['quotes behind a command', narrowedTests, inMakefile(`pytest || ${filled('"')}x`)],
  ['spaces behind a switch', narrowedTests, inWorkflow(`      - if: false${filled(' ')}x\n`)],
  ['switches without tests', narrowedTests, inWorkflow(`      - a: b\n${filled('        if: false\n')}`)],
  [
    'more commands than before',
    narrowedTests,
    {
      Makefile: [
        filled('pytest -q;'),
        Array.from({ length: 40_000 }, (_, index) => `pytest ${index}`).join(';'),
      ],
    },
  ],
  [
    'spaces in a property',
    wrapperSums,
    { [wrapper]: ['distributionSha256Sum=1\ndistributionUrl=a\n', `distributionUrl=a${filled(' ')}b\n`] },
  ],
  ['options of RSpec', focusedTests, { 'spec/a_spec.rb': focused, 'spec/spec_helper.rb': filled('--tag ') }],
  [
    'comments of Ruby',
    focusedTests,
    { 'spec/a_spec.rb': focused, 'spec/spec_helper.rb': filled('=begin\n') },
  ],
  [
    'downloads of runs',
    untrustedArtifact,
    {
      '.github/workflows/ci.yml': `on: workflow_run\njobs:\n  a:\n    steps:\n      - env:\n          ID: \${{ github.event.workflow_run.id }}\n        run: ${filled('gh run download ')}\n`,
    },
  ],
])('takes time in proportion: %s', async (_, check, sample) => {
  const start = performance.now();
  const { limitations } = await runChecks([check], buildChange(sample), buildReadText(sample));
  expect(limitations).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5_000);
});
