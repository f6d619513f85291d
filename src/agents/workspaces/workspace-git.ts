import { runGit } from '../../change/git/run-git.ts';
import { gitNeutralisers } from '../processes/environment.ts';

/**
 * Runs git in a workspace that we built, with nothing of the user's or the repository's configuration.
 * @returns what it printed.
 * @throws {Error} with git's own words where it fails.
 */
export async function runWorkspaceGit(
  directory: string,
  parameters: readonly string[],
  input?: string,
): Promise<string> {
  const environment = { PATH: process.env.PATH ?? '', HOME: directory, LC_ALL: 'C', ...gitNeutralisers };
  const { exitCode, stdout, stderr } = await runGit(parameters, {
    directory,
    environment,
    ...(input === undefined ? {} : { input }),
  });
  if (exitCode === 0) return stdout.toString('utf8');
  throw new Error(`git ${parameters[0]} failed in a workspace: ${stderr.trim() || `exit code ${exitCode}`}`);
}
