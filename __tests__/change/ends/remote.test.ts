import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { serveRepository } from '../../helpers/git-server.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeRepository, temporaryDirectory } from '../../helpers/repository.ts';

const token = 'ghs_tokenOfTheTest';
const header = `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

/** A checkout at depth 1 of a private repository's branch, whose commits before lie on a server. */
async function makePrivateCheckout(persistCredentials: boolean) {
  const { directory: full, commit, git } = makeRepository();
  const base = commit('Begin', { a: '1' });
  const head = commit('Go on', { a: '2' });
  const server = await serveRepository(full, header);
  const directory = temporaryDirectory();
  const clone = (...args: string[]) =>
    execFileSync('git', ['-C', directory, ...args], { env: gitEnvironment });
  clone('init', '--quiet');
  clone('fetch', '--quiet', '--depth=1', `file://${full}`, head);
  clone('checkout', '--quiet', head);
  clone('remote', 'add', 'origin', `${server.origin}/acme/widgets.git`);
  if (persistCredentials) clone('config', `http.${server.origin}/.extraheader`, `AUTHORIZATION: ${header}`);
  return { directory, base, head, server, parent: git('rev-parse', 'HEAD~1') };
}

const request = (directory: string, base: string, head: string, webUrl: string | null) => ({
  directory,
  base,
  head,
  pullRequest: null,
  repository: 'acme/widgets',
  webUrl,
  branch: null,
  token,
  openApi: null,
});

const ports = () => buildPorts({ environment: gitEnvironment });

describe('fetching what a checkout lacks', () => {
  test.each([false, true])('sends the token once, persisted credentials: %s', async (isPersisted) => {
    const { directory, base, head, server } = await makePrivateCheckout(isPersisted);
    const { mergeBase } = await resolveRevisions(
      request(directory, base, head, `${server.origin}/acme/widgets`),
      ports(),
    );
    expect(mergeBase).toBe(base);
    expect(new Set(server.authorizations)).toEqual(new Set([header]));
  });

  test('leaves no trace of the token', async () => {
    const { directory, base, head, server } = await makePrivateCheckout(false);
    await resolveRevisions(request(directory, base, head, `${server.origin}/acme/widgets`), ports());
    const files = readdirSync(join(directory, '.git'), { recursive: true, encoding: 'utf8' })
      .map((path) => join(directory, '.git', path))
      .filter((path) => statSync(path).isFile());
    const secrets = [token, header.slice('basic '.length)];
    for (const path of files) {
      const text = readFileSync(path, 'latin1');
      for (const secret of secrets) expect(text.includes(secret), path).toBe(false);
    }
  });

  test('never sends it to another host', async () => {
    const { directory, base, head, server } = await makePrivateCheckout(false);
    const resolved = resolveRevisions(
      request(directory, base, head, 'https://github.com/acme/widgets'),
      ports(),
    );
    await expect(resolved).rejects.toThrow('fetching failed');
    expect(new Set(server.authorizations)).toEqual(new Set([null]));
  });
});
