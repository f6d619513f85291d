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
  'qwen.local.md',
  'antigravity.md',
  'pi.md',
  'codebuddy.md',
  'iflow.md',
  'replit.md',
  'context.md',
  'crush.md',
  'review.md',
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
  '.roorules',
  '.roomodes',
  '.kilocodemodes',
  '.voidrules',
  '.augment-guidelines',
  '.rules',
  '.aider.conf.yml',
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
  '.augment',
  '.cline',
  '.factory',
  '.grok',
  '.kilo',
  '.kilocode',
  '.omp',
  '.rules',
  '.trae',
  '.junie',
  '.adal',
  '.aiassistant',
  '.amp',
  '.codebuddy',
  '.commandcode',
  '.firebender',
  '.iflow',
  '.kode',
  '.neovate',
  '.openhands',
  '.pochi',
  '.qoder',
  '.rovodev',
  '.ruler',
  '.tabnine',
  '.vibe',
  '.zencoder',
  '.husky',
  '.githooks',
  // Ours: the brief and its files lie there.
  briefFolder,
]);

/** Such files and folders inside folders that are otherwise to be reviewed, such as workflows. */
const instructionPaths = [
  '.github/allowed_models.txt',
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
    isAgentsIgnoreFile(name) ||
    parts.some((part) => instructionFolders.has(part)) ||
    instructionPaths.some((each) => `/${lower}/`.includes(`/${each}/`))
  );
}

/** Ignore files of git, of builds and of linters, which say nothing to agents; new tools' names end alike, so the rest is theirs. */
const othersIgnoreFiles = new Set(
  [
    ...[
      'babel',
      'biome',
      'bzr',
      'chef',
      'cvs',
      'docker',
      'ebextensions',
      'eb',
      'eleventy',
      'eslint',
      'fossil',
    ],
    ...['gcloud', 'git', 'git-blame', 'helm', 'hg', 'jshint', 'jsdoc', 'markdownlint', 'nodemon', 'npm'],
    ...['openapi-generator', 'oxlint', 'prettier', 'remark', 'semgrep', 'slug', 'snyk', 'stylelint'],
    ...['swagger-codegen', 'tf', 'trivy', 'vercel', 'vscode', 'yarn'],
  ].map((tool) => `.${tool}ignore`),
);

/** Whether a name, in lower case, is that of a file by which agents and their search tools overlook others. */
const isAgentsIgnoreFile = (name: string): boolean =>
  /^\.[\w-]*ignore$/.test(name) && !othersIgnoreFiles.has(name);

/**
 * Whether it is a file of git by which search tools overlook others. It is no instruction, yet a workspace holds the base
 * revision's, so that a pull request cannot hide a file from its reviewers.
 */
export const isGitIgnoreFile = (path: string): boolean => /(?:^|\/)\.gitignore$/i.test(path);

/** Whether it is prose for agents, which is harmless when the base revision wrote it; the rest can start commands. */
export const isInstructionProse = (path: string): boolean => /\.mdc?$/i.test(path);
