/** A promise in the words of the README's table, and how it is tested. */
interface Promised {
  readonly says: string;
  readonly testedBy: string;
}

const plainAndWorkspace = 'in a plain checkout by its flags alone, and in a workspace';

/** What is promised of every agent. */
export const promises = {
  instructions: {
    says: 'Instruction files, skills and agents of the repository do not reach the prompt',
    testedBy: `files of every CLI, and names of commits, ${plainAndWorkspace}; no word of them is in a request`,
  },
  commands: {
    says: 'Hooks, MCP servers, plug-ins, helpers and settings of the repository do not run',
    testedBy: `files of every CLI ${plainAndWorkspace}; none leaves its trace`,
  },
  redirects: {
    says: 'Settings and .env files of the repository do not move requests, and the key with them',
    testedBy: `files of every CLI ${plainAndWorkspace}; the attacker's service is not asked`,
  },
  preloads: {
    says: 'Run-time settings of the repository do not load code into the agent',
    testedBy: `variables, preloads and programs ${plainAndWorkspace}; none leaves its trace`,
  },
  git: {
    says: 'Git attributes, submodules and hidden repositories run nothing',
    testedBy: `filters, submodules and a nested repository ${plainAndWorkspace}; none leaves its trace`,
  },
  writes: {
    says: 'The model cannot change a file',
    testedBy: 'it asks for writes and an edit, inside and outside; the files are as they were',
  },
  shell: {
    says: 'The model cannot run a command that leaves something behind',
    testedBy:
      'it asks for commands that create files, git among them, and for a search that starts one; there is no file',
  },
  network: {
    says: 'The model cannot reach the network',
    testedBy: 'it asks for curl, Node and the fetching tool of the CLI; the service is not reached',
  },
  outside: {
    says: 'The model cannot read a file outside the workspace',
    testedBy:
      'it asks for one by tool, by search, by a list of names, by shell and through symbolic links; neither text nor name is in a request',
  },
  processes: {
    says: 'The model cannot read the environment of another process',
    testedBy: 'it asks for /proc of a process of the same user; the secret is in no request',
  },
  key: {
    says: 'The model cannot read the key that the agent runs with',
    testedBy: 'it asks for its own environment by tool and by shell; the key is in no request',
  },
  environment: {
    says: 'The key is not in the environment of the agent, nor of anything it starts',
    testedBy: 'the environment of every process of the run, read whenever the service is asked',
  },
  telemetry: {
    says: 'Nothing but the model service is contacted',
    testedBy: 'a proxy that lets nothing through is asked for nothing',
  },
  leftovers: {
    says: 'No process is left behind, and no file',
    testedBy: 'processes, and files that carry the name of the CLI, after every run',
  },
} as const satisfies Readonly<Record<string, Promised>>;

/** The promises in short, for the README: which of them each line stands for, and by what they are kept. */
export const groups = [
  {
    says: 'Nothing in the repository instructs, configures or starts anything',
    promises: ['instructions', 'commands', 'redirects', 'preloads', 'git'],
    by: 'flags of the CLI, and a workspace without such files',
    testedBy: 'every file that any of the CLIs is known to load, in a plain checkout and in a workspace',
  },
  {
    says: 'The model can read the workspace, and do nothing else',
    promises: ['writes', 'shell', 'network', 'outside', 'processes', 'key'],
    by: 'reading tools alone or a sandbox of the CLI, and bubblewrap around it',
    testedBy: 'a model that was taken over tries everything there is a tool for',
  },
  {
    says: 'The key is not in its environment',
    promises: ['environment'],
    by: 'a proxy on loopback that adds it, where the CLI takes an address for its key',
    testedBy: 'the environment of every process, while the service is asked',
  },
  {
    says: 'Nothing but its model service is contacted',
    promises: ['telemetry'],
    by: 'switches of the CLI',
    testedBy: 'a proxy that lets nothing through is asked for nothing',
  },
  {
    says: 'Nothing is left behind',
    promises: ['leftovers'],
    by: 'a process group, a private HOME and temporary folder',
    testedBy: 'processes and files, after every run',
  },
] as const satisfies readonly {
  readonly says: string;
  readonly promises: readonly (keyof typeof promises)[];
  readonly by: string;
  readonly testedBy: string;
}[];

/** See {@link promises}. */
export type PromiseName = keyof typeof promises;

/** What in an agent's invocation keeps a promise, beside the workspace, the environment and the process group that all share. */
export const keptBy: Readonly<Record<string, Readonly<Partial<Record<PromiseName, string>>>>> = {
  all: { leftovers: 'a process group of its own, SIGKILL to it, a search for marked processes' },
  claude: {
    instructions:
      '--restricted, --setting-sources "", --disable-slash-commands, CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS',
    commands: '--restricted, --setting-sources "", --strict-mcp-config',
    redirects: '--restricted, --setting-sources ""',
    preloads: '--restricted, --setting-sources ""',
    git: 'no git command of its own',
    writes: '--tools Read,Grep,Glob, --permission-mode dontAsk',
    shell: '--tools Read,Grep,Glob, --permission-mode dontAsk',
    network: '--tools Read,Grep,Glob',
    outside: '--restricted',
    processes: '--restricted',
    key: '--restricted',
    environment: 'proxy on loopback (ANTHROPIC_BASE_URL)',
    telemetry: 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC, DISABLE_AUTOUPDATER',
  },
  codex: {
    instructions: 'project_doc_max_bytes=0, skills.include_instructions=false',
    commands: 'an empty CODEX_HOME, --ignore-user-config, --ignore-rules',
    redirects: 'an empty CODEX_HOME',
    preloads: 'shell_environment_policy.inherit=core',
    git: 'read-only sandbox',
    writes: 'read-only sandbox (bubblewrap)',
    shell: 'read-only sandbox (bubblewrap)',
    network: 'read-only sandbox, web_search="disabled"',
    outside:
      'permission profile: the system, Codex and the workspace are readable; the temporary folder is private',
    processes: 'process namespace of the sandbox',
    key: 'shell_environment_policy.inherit=core, process namespace of the sandbox',
    environment: 'proxy on loopback (openai_base_url)',
    telemetry: 'analytics.enabled=false, --disable plugins, --disable apps',
  },
  gemini: {
    instructions: 'workspace untrusted (GEMINI_CLI_TRUST_WORKSPACE=false)',
    commands: 'workspace untrusted, hooksConfig.enabled=false',
    redirects: 'workspace untrusted, advanced.ignoreLocalEnv',
    preloads: 'workspace untrusted, advanced.ignoreLocalEnv',
    git: 'no git command of its own',
    writes: 'tools.core: three reading tools, plan mode off',
    shell: 'tools.core: three reading tools, plan mode off',
    network: 'tools.core: three reading tools',
    outside: 'its own check of paths, no glob',
    processes: 'its own check of paths',
    key: 'its own check of paths',
    environment: 'proxy on loopback (GOOGLE_GEMINI_BASE_URL)',
    telemetry: 'privacy.usageStatisticsEnabled=false, general.enableAutoUpdate=false',
  },
  copilot: {
    instructions: '--no-custom-instructions, --available-tools view,rg,glob',
    commands: 'folder not trusted, --disable-builtin-mcps',
    redirects: 'reads no .env',
    preloads: 'reads no .env',
    git: 'no git command of its own',
    writes: '--available-tools view,rg,glob, --deny-tool write',
    shell: '--available-tools view,rg,glob, --deny-tool shell',
    network: '--available-tools view,rg,glob, --deny-tool url',
    outside: 'its own check of paths, --disallow-temp-dir',
    processes: 'its own check of paths',
    key: 'its own check of paths',
    environment: 'proxy on loopback (COPILOT_PROVIDER_BASE_URL)',
    telemetry: 'COPILOT_OFFLINE with a provider of one’s own, --disable-client-telemetry, --no-auto-update',
  },
  opencode: {
    instructions: 'working directory outside the workspace',
    commands: 'working directory outside the workspace, --pure',
    redirects: 'working directory outside the workspace',
    preloads: 'working directory outside the workspace',
    git: 'working directory outside the workspace',
    writes: 'permission edit=deny',
    shell: 'permission bash=deny',
    network: 'permission webfetch=deny',
    outside: 'permission external_directory; symbolic links of the workspace are plain files',
    processes: 'permission external_directory',
    key: 'permission external_directory',
    environment: 'proxy on loopback (baseURL in its configuration)',
    telemetry: 'OPENCODE_DISABLE_AUTOUPDATE, OPENCODE_DISABLE_MODELS_FETCH',
  },
  pi: {
    instructions: '--no-context-files, --no-skills, --no-prompt-templates, --no-approve',
    commands: '--no-extensions, --no-mcp, --no-approve',
    redirects: '--no-approve, an empty HOME',
    preloads: 'reads no .env',
    git: 'no git command of its own',
    writes: '--tools read,grep,find,ls',
    shell: '--tools read,grep,find,ls',
    network: '--tools read,grep,find,ls, --offline',
    outside: 'bubblewrap: nothing of other runs and no credential file is there',
    processes: 'process namespace of bubblewrap',
    key: 'proxy on loopback: what it can read is worth nothing',
    environment: 'proxy on loopback (its settings name the address)',
    telemetry: '--offline',
  },
  qwen: {
    instructions: '--bare, GIT_DIR of nothing',
    commands: '--bare',
    redirects: '--bare',
    preloads: '--bare',
    git: 'no git command of its own',
    writes: '--bare, --exclude-tools edit, write_file',
    shell: '--exclude-tools run_shell_command',
    network: '--bare',
    outside: 'its own check of paths, --approval-mode default',
    processes: 'its own check of paths, --approval-mode default',
    key: 'its own check of paths, --approval-mode default',
    environment: 'proxy on loopback (OPENAI_BASE_URL)',
    telemetry: 'privacy.usageStatisticsEnabled=false, general.enableAutoUpdate=false',
  },
};
