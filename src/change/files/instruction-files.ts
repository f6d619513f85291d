import { briefFolder } from '../../model/brief.ts';

/** Files that some agent reads as instructions, or as configuration that may run commands (reference: anchor actions §2). */
const instructionFiles = new Set([
  'claude.md',
  'claude.local.md',
  'agents.md',
  'agents.override.md',
  'agent.md',
  'gemini.md',
  'qwen.md',
  'antigravity.md',
  'pi.md',
  'context.md',
  'crush.md',
  'warp.md',
  'copilot-instructions.md',
  '.claude.json',
  '.mcp.json',
  '.crush.json',
  'crush.json',
  'opencode.json',
  'opencode.jsonc',
  '.cursorrules',
  '.windsurfrules',
  '.goosehints',
  '.aider.conf.yml',
  '.aiderignore',
  '.geminiignore',
  '.qwenignore',
  '.gitmodules',
  '.ripgreprc',
  '.envrc',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'bunfig.toml',
  'mise.toml',
  '.mise.toml',
  '.tool-versions',
]);

/** Folders that hold such files. */
const instructionFolders = new Set([
  '.claude',
  '.claude-plugin',
  '.codex',
  '.agents',
  '.agent',
  '.gemini',
  '.qwen',
  '.copilot',
  '.antigravity',
  '.crush',
  '.opencode',
  '.pi',
  '.cursor',
  '.windsurf',
  '.clinerules',
  '.roo',
  '.kiro',
  '.continue',
  '.goose',
  '.amazonq',
  '.junie',
  '.husky',
  '.githooks',
  // Ours: the brief and its files lie there.
  briefFolder,
]);

/** Such files and folders inside folders that are otherwise to be reviewed, such as workflows. */
const instructionPaths = [
  '.github/agents',
  '.github/chatmodes',
  '.github/copilot',
  '.github/extensions',
  '.github/hooks',
  '.github/instructions',
  '.github/lsp.json',
  '.github/mcp.json',
  '.github/prompts',
  '.github/skills',
  '.vscode/mcp.json',
];

/**
 * Whether a path, at whatever depth and in whatever case, is one that some agent takes instructions or configuration
 * from. Such files of the head are never in a workspace; they are reviewed as text of the change.
 */
export function isInstructionFile(path: string): boolean {
  const lower = path.toLowerCase();
  const parts = lower.split('/');
  const name = parts.at(-1) ?? '';
  return (
    instructionFiles.has(name) ||
    name === '.env' ||
    name.startsWith('.env.') ||
    parts.some((part) => instructionFolders.has(part)) ||
    instructionPaths.some((each) => `/${lower}/`.includes(`/${each}/`))
  );
}

/** Whether it is prose for agents, which is harmless when the base revision wrote it; the rest can start commands. */
export const isInstructionProse = (path: string): boolean => /\.mdc?$/i.test(path);
