import { expect, test } from 'vitest';
import { isInstructionFile, isInstructionProse } from '../../../src/change/files/instruction-files.ts';

test.for([
  'CLAUDE.md',
  'deep/down/Claude.MD',
  'AGENTS.override.md',
  '.claude',
  '.claude/settings.json',
  'web/.Codex/config.toml',
  '.mcp.json',
  'web/.mcp.json',
  '.env',
  '.env.production',
  '.github/copilot-instructions.md',
  '.github/instructions/a.md',
  'web/.github/skills/x/SKILL.md',
  '.github/mcp.json',
  '.vscode/mcp.json',
  'opencode.jsonc',
  '.gitmodules',
  '.deep-review/brief.md',
  ...['.cline/x', '.factory/x', '.kilocode/x', '.kilo/x', '.augment/x', '.trae/x', '.omp/x', '.grok/x'],
  ...['.amp/x', '.codebuddy/x', 'web/.openhands/microagents/a.md', '.aiassistant/rules/a.md', '.vibe/x'],
  ...['CODEBUDDY.md', 'IFLOW.md', '.roomodes', '.augment-guidelines', '.voidrules'],
  ...['.rules', '.rules/x', 'web/.github/allowed_models.txt'],
  ...['.aiignore', 'src/.AgentIgnore', '.ignore', '.rgignore', '.fdignore', '.newtoolignore'],
])('%s is kept from agents', (path) => {
  expect(isInstructionFile(path)).toBe(true);
});

test.for([
  'README.md',
  'src/claude.md.ts',
  'claude/index.ts',
  'docs/agents/intro.md',
  'src/env.ts',
  '.environment',
  '.github/workflows/ci.yml',
  '.github/CODEOWNERS',
  '.vscode/settings.json',
  'mcp.json/readme.txt',
  ...['src/amp/x.ts', 'openhands/a.md', 'src/vibe.ts', 'docs/codebuddy.md.txt'],
  ...['.gitignore', '.dockerignore', 'web/.eslintignore', '.github/pull_request_template.md'],
])('%s is not', (path) => {
  expect(isInstructionFile(path)).toBe(false);
});

test('Prose is what a person would write', () => {
  expect(
    ['CLAUDE.md', '.cursor/rules/a.mdc', '.claude/settings.json', '.env'].map(isInstructionProse),
  ).toEqual([true, true, false, false]);
});
