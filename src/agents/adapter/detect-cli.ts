import type { CliFacts, Detection, DetectionContext } from './agent.ts';
import { compareVersions, parseVersion } from './version.ts';

/**
 * Preflight common to all CLIs: on PATH, answers `--version`, not older than the minimum, credentials there.
 * Asks no model and needs no network, so credentials are found, not proved.
 */
export async function detectCli(
  facts: CliFacts,
  isSignedIn: boolean,
  context: DetectionContext,
): Promise<Detection> {
  const program = await context.locate(facts.program);
  const found = { version: null, program, sandbox: null, warnings: [] };
  if (program === null) {
    const reason = `${facts.title} is not installed: run \`${facts.install}\`.`;
    return { ...found, outcome: 'missing', reason };
  }
  const printed = await context.probe([facts.program, '--version'], 15_000);
  const version = parseVersion(printed.stdout);
  if (version === null) {
    const said = (printed.stderr || printed.stdout).trim().split('\n')[0] ?? '';
    const reason = `\`${facts.program} --version\` names no version (${said || 'it printed nothing'}): reinstall it with \`${facts.install}\`.`;
    return { ...found, outcome: 'crashed', reason };
  }
  if (compareVersions(version, facts.minimum.version) < 0) {
    const reason = `${facts.title} ${version} is not used, since ${facts.minimum.because}: run \`${facts.install}\`.`;
    return { ...found, version, outcome: 'missing', reason };
  }
  if (!isSignedIn) {
    const reason = `${facts.title} has no credentials: ${facts.signIn}.`;
    return { ...found, version, outcome: 'unauthenticated', reason };
  }
  const warnings =
    compareVersions(version, facts.tested) > 0
      ? [`${facts.title} ${version} is newer than ${facts.tested}, the version tested with this adapter.`]
      : [];
  return { ...found, version, outcome: 'completed', reason: null, warnings };
}
