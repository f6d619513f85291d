// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { workflowInjection } from '../../../src/checks/workflows/workflow-injection.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

const inspect = async (change: Sample, beside: Record<string, string> = {}) => {
  const unchanged = Object.fromEntries(Object.entries(beside).map(([path, text]) => [path, [text, text]]));
  const { findings, limitations } = await runChecks(
    [workflowInjection],
    buildChange(change),
    buildReadText({ ...change, ...unchanged } as Sample),
  );
  expect(limitations).toEqual([]);
  return findings.map(
    ({ path, line, severity }) => `${path.replace('.github/workflows/', '')}:${line} ${severity}`,
  );
};
const a = '.github/workflows/a.yml';
const title = '${{ github.event.issue.title }}';
const body = '${{ github.event.comment.body }}';
const job = (on: string, steps: string, more = ''): Sample => ({
  [a]: `on: ${on}\njobs:\n  a:\n${more}    steps:\n${steps}`,
});
/** One step with two variables of strangers, and a harmless one; its script begins in line 10. */
const script = (run: string, on = 'issue_comment'): Sample =>
  job(
    on,
    `      - env:\n          T: ${title}\n          B: ${body}\n          N: \${{ github.event.issue.number }}\n        run: |\n${run.replace(/^/gm, '          ')}\n`,
  );

describe('words that come by way of something else', () => {
  test.each([
    ['a matrix', `    strategy:\n      matrix:\n        t: ["${title}"]\n`, 'echo ${{ matrix.t }}', 8],
    [
      'a matrix out of the payload',
      '    strategy:\n      matrix: ${{ fromJSON(github.event.issue.body) }}\n',
      'echo ${{ matrix.t }}',
      7,
    ],
    [
      'an included value',
      `    strategy:\n      matrix:\n        include:\n          - t: ${title}\n`,
      'echo ${{ matrix.t }}',
      9,
    ],
    [
      'properties of a value',
      '    strategy:\n      matrix:\n        c: ${{ github.event.commits }}\n',
      'echo "${{ matrix.c.message }}"',
      8,
    ],
    ['a filter over objects', '', 'echo "${{ github.event.*.title }}"', 5],
    ['a filter over the bodies', '', "echo '${{ join(github.event.*.body) }}'", 5],
  ])('reports %s', async (_, more, run, line) => {
    expect(await inspect(job('issues', `      - run: ${run}\n`, more))).toEqual([`a.yml:${line} critical`]);
  });

  test('reports a matrix that a job before makes of a comment', async () => {
    const change = {
      [a]: `on: issue_comment\njobs:\n  a:\n    outputs:\n      m: \${{ steps.s.outputs.m }}\n    steps:\n      - id: s\n        env:\n          b: ${body}\n        run: echo "m=$b" >> "$GITHUB_OUTPUT"\n  b:\n    needs: a\n    strategy:\n      matrix:\n        x: \${{ fromJSON(needs.a.outputs.m) }}\n    steps:\n      - run: make \${{ matrix.x }}\n`,
    };
    expect(await inspect(change)).toContain('a.yml:17 critical');
  });

  test.each([
    ['a script', "core.setOutput('t', context.payload.issue.title)", 'steps.s.outputs.t', 9],
    ['its result', 'return context.payload.issue?.title', 'steps.s.outputs.result', 9],
    ['its environment', "core.exportVariable('t', context.payload.issue.title)", 'env.t', 9],
  ])('reports what github-script leaves: %s', async (_, code, expression, line) => {
    const steps = `      - id: s\n        uses: actions/github-script@v8\n        with:\n          script: ${code}\n      - run: echo \${{ ${expression} }}\n`;
    expect(await inspect(job('issues', steps))).toEqual([`a.yml:${line} critical`]);
  });

  test('reports what an earlier step puts into the environment', async () => {
    const steps = `      - env:\n          T: ${title}\n        run: echo "NAME=$T" >> $GITHUB_ENV\n      - run: echo "\${{ env.NAME }}"\n`;
    expect(await inspect(job('issues', steps))).toEqual(['a.yml:8 critical']);
  });

  test('reports a shell that is named with them', async () => {
    const steps = `      - run: make\n        shell: bash -c "${title}" {0}\n`;
    expect(await inspect(job('issues', steps))).toEqual(['a.yml:6 critical']);
  });

  test.each([
    ['a matrix of its own', '    strategy:\n      matrix:\n        t: [1, 2]\n', 'echo ${{ matrix.t }}'],
    [
      'another value of the matrix',
      `    strategy:\n      matrix:\n        t: ["${title}"]\n        n: [1]\n`,
      'echo ${{ matrix.n }}',
    ],
    ['numbers of all', '', 'echo ${{ github.event.*.number }}'],
    ['names of labels', '', 'echo "${{ join(github.event.pull_request.labels.*.name, \',\') }}"'],
  ])('keeps silent on %s', async (_, more, run) => {
    expect(await inspect(job('issues', `      - run: ${run}\n`, more))).toEqual([]);
  });

  test.each([
    ['a number that a command finds', 'echo "n=$(gh pr view "$T" --json number)" >> $GITHUB_OUTPUT'],
    ['a slug', 'echo "n=$(tr -cd a-z <<< "$T")" >> $GITHUB_OUTPUT'],
    ['a variable of the shell with its name', 'n="$T"\necho "m=1" >> $GITHUB_OUTPUT'],
  ])('keeps silent on an output that is %s', async (_, run) => {
    const steps = `      - id: s\n        env:\n          T: ${title}\n        run: |\n${run.replace(/^/gm, '          ')}\n      - run: echo \${{ steps.s.outputs.n }}\n`;
    expect(await inspect(job('issues', steps))).toEqual([]);
  });
});

describe('words that are handed to workflows and actions of the repository', () => {
  const called =
    'on:\n  workflow_call:\n    inputs:\n      what: { type: string }\njobs:\n  b:\n    steps:\n      - run: echo "${{ inputs.what }}"\n';
  const action =
    'inputs:\n  what: {}\nruns:\n  using: composite\n  steps:\n    - run: echo "${{ inputs.what }}"\n      shell: bash\n';
  const calls = (what: string): Sample => ({
    [a]: `on: issues\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with:\n      what: ${what}\n`,
  });
  const uses = (what: string, more = ''): Sample =>
    job('issues', `      - uses: ./.github/actions/b\n        with:\n          what: ${what}\n`, more);
  const b = '.github/workflows/b.yml';
  const actionPath = '.github/actions/b/action.yml';

  test('reports the line that hands them over where only the caller changes', async () => {
    expect(await inspect(calls(title), { [b]: called })).toEqual(['a.yml:6 critical']);
    expect(await inspect(uses(title), { [actionPath]: action })).toEqual(['a.yml:7 critical']);
    expect(await inspect(uses(title), { '.github/actions/b/action.yaml': action })).toEqual([
      'a.yml:7 critical',
    ]);
  });

  test('reports the script where it is new', async () => {
    expect(await inspect({ ...calls(title), [b]: called })).toEqual(['b.yml:8 critical']);
    expect(await inspect({ ...uses(title), [actionPath]: action })).toEqual([`${actionPath}:6 critical`]);
  });

  test('follows an action that another hands them to', async () => {
    const outer =
      'inputs:\n  x: {}\nruns:\n  using: composite\n  steps:\n    - uses: ./.github/actions/b\n      with:\n        what: ${{ inputs.x }}\n';
    const change = job('issues', `      - uses: ./outer\n        with:\n          x: ${title}\n`);
    expect(await inspect(change, { 'outer/action.yml': outer, [actionPath]: action })).toEqual([
      'a.yml:7 critical',
    ]);
  });

  test('reports what a called workflow evaluates', async () => {
    const evaluates =
      'on:\n  workflow_call:\njobs:\n  b:\n    steps:\n      - env:\n          W: ${{ inputs.what }}\n        run: eval "$W"\n';
    expect(await inspect(calls(title), { [b]: evaluates })).toEqual(['a.yml:6 critical']);
  });

  test.each([
    ['a number', calls('${{ github.event.issue.number }}'), { [b]: called }],
    ['another input', { [a]: (calls(title)[a] as string).replace('what:', 'other:') }, { [b]: called }],
    ['a comparison', calls("${{ github.event.issue.title == 'x' }}"), { [b]: called }],
    [
      'a call for members',
      uses(title, "    if: github.event.issue.author_association == 'OWNER'\n"),
      { [actionPath]: action },
    ],
    [
      'an action that takes it as data',
      uses(title),
      {
        [actionPath]:
          'runs:\n  using: composite\n  steps:\n    - run: echo "$W"\n      shell: bash\n      env:\n        W: ${{ inputs.what }}\n',
      },
    ],
    ['an action in JavaScript', uses(title), { [actionPath]: 'runs:\n  using: node24\n  main: a.js\n' }],
    ['an action that is not there', uses(title), {}],
  ] as const)('keeps silent on %s', async (_, change, beside) => {
    expect(await inspect(change, beside)).toEqual([]);
  });

  test('ends where actions call each other', async () => {
    const again = action.replace(
      '    - run',
      `    - uses: ./.github/actions/b\n      with:\n        what: \${{ inputs.what }}\n    - run`,
    );
    expect(await inspect(uses(title), { [actionPath]: again })).toEqual(['a.yml:7 critical']);
  });
});

describe('words in a variable that a script evaluates', () => {
  test.each([
    'eval "$T"',
    'eval $T',
    'eval "echo \'$T\'"',
    'x="$T"\neval "$x"',
    'bash -c "$B"',
    'bash -ec "echo ${T}"',
    'docker run image sh -c "make $T"',
    'bash -c "\n  cd x\n  make $T\n"',
    'python3 -c "print(\'$T\')"',
    'node -e "console.log(\'$T\')"',
    'echo "$B" | bash',
    'printf \'%s\' "$B" | sudo sh -s',
    'bash <<< "$B"',
    'source <(echo "$B")',
    'true && eval "$T"',
    'bash -c "git checkout $GITHUB_HEAD_REF"',
  ])('reports %j', async (run) => {
    const on = /HEAD_REF/.test(run) ? 'pull_request_target' : 'issue_comment';
    const found = await inspect(script(run, on));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^a\.yml:\d+ critical$/);
  });

  test('blocks under an event without rights too', async () => {
    expect(await inspect(script('eval "$GITHUB_HEAD_REF"', 'pull_request'))).toEqual(['a.yml:10 important']);
  });

  test('reports it where only what the variable holds is new', async () => {
    const text = script('eval "$T"')[a] as string;
    expect(await inspect({ [a]: [text.replace(title, 'fixed'), text] })).toEqual(['a.yml:10 critical']);
  });

  test.each([
    'echo "$T"',
    'bash -c \'echo "$1"\' _ "$T"',
    'bash -c \'echo "$T"\'',
    'bash -c "echo \\$T"',
    'bash -c "make" "$T"',
    'bash script.sh "$T"',
    'echo "$T" | bash script.sh',
    'echo "$T" | grep bash',
    'eval "$(ssh-agent -s)"\nmake "$T"',
    'eval "$N"',
    'echo "never eval $T"',
    '# eval "$T"',
    'eval "x=${T@Q}"',
    'python3 -c "import os; print(os.environ[\'T\'])"',
    'node script.js -e "$T"',
    'curl -e "$T" https://a.example',
    "node -e 'console.log(process.env.T)'",
    'grep -c "$T" a.txt',
    'npm run eval "$T"',
  ])('keeps silent on %j', async (run) => {
    expect(await inspect(script(run))).toEqual([]);
  });
});

describe('words of several lines in the files of the runner', () => {
  test.each([
    ['echo "B=$B" >> $GITHUB_ENV', 'important'],
    ['echo "B=$B" >> "${GITHUB_ENV}"', 'important'],
    ['echo "B=$B" | tee -a $GITHUB_ENV', 'important'],
    ['echo "B<<EOF" >> $GITHUB_ENV\necho "$B" >> $GITHUB_ENV\necho "EOF" >> $GITHUB_ENV', 'important'],
    ['{\n  echo "B<<EOF"\n  echo "$B"\n  echo EOF\n} >> "$GITHUB_ENV"', 'important'],
    ['cat <<EOF >> $GITHUB_ENV\nB=$B\nEOF', 'important'],
    ['echo "$B" >> $GITHUB_PATH', 'important'],
    ['echo "b=$B" >> $GITHUB_OUTPUT', 'suggestion'],
  ])('reports %j', async (run, severity) => {
    const found = await inspect(script(run));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^a\\.yml:\\d+ ${severity}$`));
  });

  test('only suggests to look under an event without rights', async () => {
    const run = script('echo "B=$B" >> $GITHUB_ENV', 'pull_request')[a] as string;
    expect(await inspect({ [a]: run.replace('comment.body', 'pull_request.body') })).toEqual([
      'a.yml:10 suggestion',
    ]);
  });

  test.each([
    'echo "T=$T" >> $GITHUB_ENV',
    'echo "N=$N" >> $GITHUB_ENV',
    'd=$(openssl rand -hex 16)\n{\n  echo "B<<$d"\n  echo "$B"\n  echo "$d"\n} >> "$GITHUB_ENV"',
    'echo "B=$(head -1 <<< "$B")" >> $GITHUB_ENV',
    'echo "B=${B//$\'\\n\'/ }" >> $GITHUB_ENV',
    "printf '%s' \"$B\" | tr -d '\\n' >> $GITHUB_ENV",
    'printf "B=%q\\n" "$B" >> $GITHUB_ENV',
    'echo "$B" > body.txt\necho "x=1" >> $GITHUB_ENV',
    "cat <<'EOF' >> $GITHUB_ENV\nB=$B\nEOF",
    'echo "$B" >> "$GITHUB_STEP_SUMMARY"',
  ])('keeps silent on %j', async (run) => {
    expect(await inspect(script(run))).toEqual([]);
  });
});

describe('the branch of a run before', () => {
  const run = '      - run: git push origin ${{ github.event.workflow_run.head_branch }}\n';
  test.each([
    ['one that is named', '{ workflow_run: { branches: [main, release/1.x] } }', ''],
    ['one that is compared', 'workflow_run', "    if: github.event.workflow_run.head_branch == 'main'\n"],
  ])('is known: %s', async (_, on, condition) => {
    expect(await inspect(job(on, run, condition))).toEqual([]);
  });

  test.each([
    ['a pattern', "{ workflow_run: { branches: ['release/*'] } }", ''],
    [
      'one condition of two',
      'workflow_run',
      "    if: github.event.workflow_run.head_branch == 'main' || true\n",
    ],
  ])('is not known by %s', async (_, on, condition) => {
    expect(await inspect(job(on, run, condition))).toEqual([expect.stringMatching(/critical/)]);
  });
});

test('stays linear in scripts that nobody would write', async () => {
  for (const part of [
    'echo "$T ',
    'eval "$(',
    'bash -c "`',
    "echo '",
    '{\n',
    'cat <<E >> $GITHUB_ENV\n',
    '${{ x ',
  ]) {
    const started = performance.now();
    await inspect(script(part.repeat(80_000 / part.length)));
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});
