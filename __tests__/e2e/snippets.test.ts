import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { parseConfiguration } from '../../src/config/parse-configuration.ts';
import { root, type Snippet, snippetsIn } from '../helpers/documents.ts';
import { lintWorkflow } from '../helpers/lint-workflow.ts';
import { makeNewcomer, type Newcomer } from '../helpers/newcomer.ts';

/** What a document may show of a workflow without showing all of it. */
const workflowKeys = ['name', 'on', 'permissions', 'concurrency', 'env', 'jobs'];

/** A whole workflow that holds the snippet; null where it is none. */
function asWorkflow(text: string): string | null {
  const shown = parse(text) as unknown;
  const around = { on: 'push', jobs: { show: { 'runs-on': 'ubuntu-latest', steps: [{ run: 'true' }] } } };
  if (Array.isArray(shown))
    return stringify({ ...around, jobs: { show: { ...around.jobs.show, steps: shown } } });
  const keys = Object.keys(shown ?? {});
  if (keys.includes('jobs')) return text;
  const isPart = keys.length > 0 && keys.every((key) => workflowKeys.includes(key));
  return isPart ? stringify({ ...around, ...(shown as object) }) : null;
}

describe('YAML', () => {
  test.each(snippetsIn('yaml', 'yml'))('at $place is a sound workflow or configuration', async ({ text }) => {
    const workflow = asWorkflow(text);
    if (workflow === null) parseConfiguration(text, 'the snippet');
    else expect(await lintWorkflow(workflow)).toEqual([]);
  });
});

describe('JSON', () => {
  test.each(snippetsIn('json'))('at $place parses', ({ text }) => {
    JSON.parse(text);
  });
});

/** A report directory for all, made by the first who asks. */
const recorded = mkdtempSync(join(tmpdir(), 'documented-report-'));
afterAll(() => rmSync(recorded, { recursive: true }));

async function recordOnce({ repository, run }: Newcomer): Promise<void> {
  if (existsSync(join(recorded, 'report.json'))) return;
  await run('deep-review --agents checks');
  cpSync(join(repository, 'deep-review-report'), recorded, { recursive: true });
}

/** What commands of the documents find: reports of two agents, an answer, a configuration, work that is staged. */
async function furnish(newcomer: Newcomer): Promise<void> {
  const { repository } = newcomer;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  };
  write(
    '.github/deep-review.yml',
    'agents: { mine: { command: [cat, answer.md], family: acme, format: markdown } }\n',
  );
  write(
    'answer.md',
    '## Suggestions\n\n1. **Name it** — `src/sum.js:1` (suggestion, gap)\n\nIt has no name.\n',
  );
  await recordOnce(newcomer);
  write('src/sum.js', 'export const sum = (...all) => all.reduce((a, b) => a + b);\n');
  await newcomer.run('git add src/sum.js');
  for (const name of ['deep-review-report', 'claude-report', 'codex-report'])
    cpSync(recorded, join(repository, name), { recursive: true });
}

/** The commands of a block of shell: lines, with what `\` continues. */
const commandsOf = ({ text }: Snippet): string[] =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));

/** Commands that reach out of this machine or are the reader's own: their form alone is checked. */
const othersProgram = /^(git|gh|npm (ci|install|pack)|cd|sudo|export) ?/;

describe('shell', () => {
  test.each(snippetsIn('sh', 'bash'))(
    'at $place does what it says',
    async (snippet) => {
      const commands = commandsOf(snippet).flatMap((line) => line.split('&&').map((part) => part.trim()));
      const newcomer = makeNewcomer();
      if (commands.some((command) => /deep-review|dist\/cli/.test(command))) await furnish(newcomer);
      for (const command of commands) await check(command, newcomer);
    },
    60_000,
  );
});

async function check(command: string, { run }: Newcomer): Promise<void> {
  const script = /^npm run (-s )?(?<name>[\w:-]+)/.exec(command)?.groups?.name;
  const file = /^node (?<path>scripts\/\S+)/.exec(command)?.groups?.path;
  if (script !== undefined) expect(Object.keys(packageJson.scripts)).toContain(script);
  else if (file !== undefined) expect(existsSync(join(root, file)), file).toBe(true);
  else if (othersProgram.test(command)) expect((await run(`set -n; ${command}`)).exitCode).toBe(0);
  else {
    expect(command).toMatch(/^(node dist\/cli\.js|(npx )?deep-review)( |$)/);
    const { exitCode, stderr } = await run(command.replace(/^npx /, ''));
    expect(exitCode, stderr).toBeLessThan(3);
    expect(stderr).not.toMatch(/bug of ours|^ {4}at /m);
  }
}
