import type { CliAgent } from '../../../src/agents/adapter/agent.ts';
import type { Subject } from './subjects.ts';

const commands: Readonly<Record<string, readonly string[]>> = {
  claude: ['claude', '--print', '--verbose', '--output-format', 'stream-json'],
  codex: ['codex', 'exec', '--json', '--skip-git-repo-check', '--sandbox', 'danger-full-access'],
  gemini: ['gemini', '--skip-trust', '--output-format', 'stream-json', '--prompt', ''],
  copilot: ['copilot', '--output-format', 'json', '--allow-all-tools', '--trust-folder'],
  opencode: ['opencode', 'run', '--format', 'json'],
  pi: ['pi', '--print', '--approve'],
  qwen: ['qwen', '--auth-type', 'openai', '--output-format', 'stream-json'],
};

/**
 * The same CLI as a person would start it who trusts the checkout. Hostile files that leave no trace with it would prove
 * nothing about our flags.
 */
export function naive(subject: Subject): Subject {
  const { agent, model, program } = subject;
  const invoke: CliAgent['invoke'] = (brief, context) => {
    const { OPENCODE_PERMISSION: _, ...environment } = agent.invoke(brief, context).environment;
    const endpoint = context.environment.OPENAI_BASE_URL;
    return {
      ...agent.invoke(brief, context),
      command: [
        ...(commands[program] ?? []),
        ...(model ? ['--model', program === 'pi' ? `review/${model}` : model] : []),
        ...(program === 'codex' ? ['-c', `openai_base_url="${endpoint}"`, '-'] : []),
      ],
      environment: { ...environment, GEMINI_CLI_TRUST_WORKSPACE: 'true' },
      homeFiles: {
        ...(program === 'pi' ? agent.invoke(brief, context).homeFiles : {}),
        '.gemini/settings.json': '{"security":{"auth":{"selectedType":"gemini-api-key"}}}',
        '.codex/config.toml': `[projects."${context.workspace}"]\ntrust_level = "trusted"\n`,
      },
      workingDirectory: context.workspace,
    };
  };
  return { ...subject, agent: { ...agent, invoke } };
}
