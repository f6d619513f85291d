import { resolveRevisions } from '../../src/change/ends/resolve-revisions.ts';
import { readChange } from '../../src/change/read-change.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { emptyConfiguration } from '../../src/config/empty-configuration.ts';
import type { Change } from '../../src/model/change/change.ts';
import { buildPorts } from './ports.ts';
import type { TestRepository } from './repository.ts';

/** The change from `main` to what is checked out, read as a review reads it. */
export async function readTestChange(
  { directory }: TestRepository,
  configuration: Configuration = emptyConfiguration,
): Promise<Change> {
  const ports = buildPorts();
  const request = {
    directory,
    base: 'main',
    head: 'HEAD',
    pullRequest: null,
    repository: 'acme/widgets',
    webUrl: null,
    branch: 'feature',
    token: null,
    openApi: null,
  };
  return readChange(await resolveRevisions(request, ports), configuration, ports);
}
