import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliAgent } from '../adapter/agent.ts';

/** The files of a developer's own login that an agent names and that exist, path relative to HOME → text. */
export async function readLogins(
  agent: CliAgent,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const home = environment.HOME;
  if (!home) return {};
  const logins: Record<string, string> = {};
  for (const path of agent.loginFiles) {
    const text = await readFile(join(home, path), 'utf8').catch(() => null);
    if (text !== null) logins[path] = text;
  }
  return logins;
}
