import { expect, test } from 'vitest';
import { makeChange } from '../../helpers/repository.ts';
import { startDeepReview } from '../../helpers/start-deep-review.ts';
import { tryCells } from './cells.ts';
import { printReview, reviewedBy } from './custom-agent.ts';
import { expectSurvival } from './survival.ts';

/** What an agent does in its life, step by step; after `answer` its review is complete. */
const life: Readonly<Record<string, string>> = {
  start: '',
  'hear the first of its brief': 'process.stdin.read(); await pause(20);',
  'hear its whole brief': 'for await (const part of process.stdin) void part;',
  'read the brief again': "readFileSync(join(process.env.DEEP_REVIEW_DIR, 'brief.md'));",
  'read the manifest': "JSON.parse(readFileSync(join(process.env.DEEP_REVIEW_DIR, 'manifest.json')));",
  'read the diff': "readFileSync(join(process.env.DEEP_REVIEW_DIR, 'change.diff'));",
  'read the schema': "JSON.parse(readFileSync(join(process.env.DEEP_REVIEW_DIR, 'schema.json')));",
  'read a file': "readFileSync('a.js');",
  'ask git': "execFileSync('git', ['log', '--oneline']);",
  'write a note': "writeFileSync(join(process.env.TMPDIR, 'note'), 'x');",
  'litter its workspace': "writeFileSync('litter', 'x');",
  'start a child': "const child = spawn('sleep', ['300'], { detached: true });",
  'lose its child': "child.kill('SIGKILL'); await pause(50);",
  'leave a child': "spawn('sh', ['-c', 'trap \"\" TERM; sleep 300']).unref();",
  complain: "console.error('something is odd');",
  'begin its answer': 'writeSync(1, answer.slice(0, 1));',
  'say half of it': 'writeSync(1, answer.slice(1, 300));',
  'say nearly all': 'writeSync(1, answer.slice(300, -1));',
  answer: 'writeSync(1, answer.slice(-1));',
  'end its line': "writeSync(1, '\\n');",
  'close its output': 'closeSync(1);',
};
const steps = Object.entries(life);

/** An agent that lives up to a step and then dies. */
function mortal(steps: readonly string[], death: string): string {
  return `
    import { execFileSync, spawn } from 'node:child_process';
    import { closeSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
    import { join } from 'node:path';
    import { setTimeout as pause } from 'node:timers/promises';
    let answer;
    const log = console.log;
    console.log = (text) => { answer = text; };
    ${printReview(`{ findings: [], summary: 'Read all of it. '.repeat(30) }`)}
    console.log = log;
    ${steps.join('\n')}
    ${death}`;
}

const deaths: Readonly<Record<string, string>> = {
  killed: "process.kill(process.pid, 'SIGKILL'); await pause(10_000);",
  'by a fault': "process.kill(process.pid, 'SIGSEGV'); await pause(10_000);",
  'by an exception': "throw new Error('no');",
};

test('an agent that dies at any point of its life is data, and no approval', {
  timeout: 900_000,
}, async () => {
  const answered = steps.findIndex(([name]) => name === 'answer');
  const kinds = Object.entries(deaths);
  const cells = Object.fromEntries(
    steps.map(([name], index) => {
      const [kind, death] = kinds[index % kinds.length] ?? ['', ''];
      return [`${kind}, having come to ${name}`, { index, death }];
    }),
  );
  await tryCells(cells, async ({ index, death }) => {
    const script = mortal(
      steps.slice(0, index + 1).map(([, step]) => step),
      death,
    );
    const { directory } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
    const { report } = await expectSurvival(startDeepReview(['--repo', directory, ...reviewedBy(script)]));
    const isWhole = index >= answered;
    expect(report?.agents[0]?.outcome).toBe(isWhole ? 'completed' : 'crashed');
    expect(report?.verdict.level).toBe(isWhole ? 'merge' : 'inconclusive');
  });
});

test('an agent that ends without having reviewed is data, and no approval', {
  timeout: 300_000,
}, async () => {
  const ends: Readonly<Record<string, { script: string; outcome: string }>> = {
    'with nothing said': { script: 'process.exit(0);', outcome: 'vacuous' },
    'with its output closed': {
      script: `import { closeSync } from 'node:fs'; closeSync(1); process.exit(0);`,
      outcome: 'vacuous',
    },
    'with half an answer and a clean exit': {
      script: `process.stdout.write('{"summary": "Half');`,
      outcome: 'malformed',
    },
    'with binary rubbish': {
      script: `process.stdout.write(Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)));`,
      outcome: 'malformed',
    },
    'out of memory': {
      script: 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
      outcome: 'crashed',
    },
  };
  await tryCells(ends, async ({ script, outcome }) => {
    const { directory } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
    const agents = reviewedBy(script, { flags: ['--max-old-space-size=128'] });
    const { report } = await expectSurvival(startDeepReview(['--repo', directory, ...agents]));
    expect(report?.agents[0]?.outcome).toBe(outcome);
    expect(report?.verdict.level).toBe('inconclusive');
  });
});
