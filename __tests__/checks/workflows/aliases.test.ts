// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import { describe, expect, test } from 'vitest';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { readWorkflow } from '../../../src/checks/workflows/read-workflow.ts';
import { untrustedCheckout } from '../../../src/checks/workflows/untrusted-checkout.ts';
import { NestedTooDeep } from '../../../src/safety/nested-yaml.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

const head = 'ref: ${{ github.event.pull_request.head.sha }}';

describe('an alias in a workflow stands for what it names', () => {
  const text = `on: &events [pull_request_target]
jobs:
  a:
    env: &words { T: "\${{ github.head_ref }}" }
    steps: &steps
      - uses: actions/checkout@v4
        with: &place
          ${head}
      - run: &script npm ci
  b:
    env: *words
    steps: *steps
  c:
    steps:
      - uses: actions/checkout@v4
        with: *place
      - run: *script
`;
  const [a, b, c] = readWorkflow(text)?.jobs ?? [];

  test('whether it is a list, a map or a script', () => {
    expect(b?.steps).toEqual(a?.steps);
    expect(b?.steps[1]?.run).toEqual({ value: 'npm ci', startLine: 9, endLine: 9 });
    expect(b?.env).toEqual({ T: { value: '${{ github.head_ref }}', startLine: 4, endLine: 4 } });
    expect(c?.steps.map(({ run, inputs }) => [run?.value, inputs.ref?.startLine])).toEqual([
      [undefined, 8],
      ['npm ci', undefined],
    ]);
  });

  test('but for one of a node that it stands in', () => {
    const inner = 'on: &a [push, *a]\njobs: { a: { steps: [{ run: b }] } }\n';
    expect(readWorkflow(inner)?.triggers).toEqual(new Set(['push', '']));
  });

  test('unless that makes more than can be read', () => {
    const tenfold = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of)}]\n`;
    const names = [...'abcdefgh'];
    const bomb = names.map((name, index) => tenfold(name, index === 0 ? 'x' : `*${names[index - 1]}`));
    expect(() => readWorkflow(`on: push\n${bomb.join('')}`)).toThrow(NestedTooDeep);
    const chain = Array.from(
      { length: 1000 },
      (_, level) => `a${level}: &a${level} [${level ? `*a${level - 1}` : 'x'}]\n`,
    );
    expect(() => readWorkflow(`on: push\n${chain.join('')}`)).toThrow(NestedTooDeep);
  });
});

test('what is checked out and run by way of aliases is reported', async () => {
  const text = `on: pull_request_target
x-place: &place
  ${head}
jobs:
  a:
    steps:
      - uses: actions/checkout@v4
        with: *place
      - run: |
          cd web
          npm ci
`;
  const change = { '.github/workflows/a.yml': text };
  const { findings } = await runChecks([untrustedCheckout], buildChange(change), buildReadText(change));
  expect(findings).toMatchObject([{ line: 3, severity: 'critical' }]);
  expect(findings[0]?.explanation).toContain('runs it (`npm ci`)');
});

test('many jobs that are one alias take no time', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `  j${index}: *job\n`).join('');
  const started = performance.now();
  const jobs = readWorkflow(`on: push\nx: &job { steps: [] }\njobs:\n${names}`)?.jobs;
  expect(jobs).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(4_000);
});
