import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getOctokit } from '@actions/github';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askApi } from '../../../src/change/ends/api-listing.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { openSources, readSources } from '../../../src/change/places/sources.ts';
import { readChange } from '../../../src/change/read-change.ts';
import { emptyConfiguration } from '../../../src/config/empty-configuration.ts';
import { UserError } from '../../../src/model/errors.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeChange } from '../../helpers/repository.ts';

interface ApiFile {
  readonly filename: string;
  readonly status: string;
  readonly patch?: string;
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
  readonly sha: string;
  readonly previous_filename?: string;
}

const apiFile = (filename: string, overrides: Partial<ApiFile> = {}): ApiFile => ({
  filename,
  status: 'modified',
  patch: '@@ -1 +1 @@\n-old\n+new',
  additions: 1,
  deletions: 1,
  changes: 2,
  sha: 'c'.repeat(40),
  ...overrides,
});

/** An API that cuts patches and counts from the files of one response, as GitHub does past so many patch lines. */
async function serveApi(files: readonly ApiFile[], patchesInOneResponse: number) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    requests.push(`${url.pathname}${url.search}`);
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname.endsWith('/pulls/7/files')) {
      const size = Number(url.searchParams.get('per_page'));
      const start = (Number(url.searchParams.get('page')) - 1) * size;
      const page = files.slice(start, start + size).map((file, index) => {
        if (index < patchesInOneResponse) return file;
        const { patch: _, ...rest } = file;
        return { ...rest, additions: 0, deletions: 0, changes: 0 };
      });
      return answer(200, page);
    }
    if (url.pathname.endsWith('/pulls/7'))
      return answer(200, { changed_files: files.length, head: { sha: 'a'.repeat(40) } });
    if (url.pathname.includes('/compare/')) {
      const commit = {
        sha: 'e'.repeat(40),
        commit: { message: 'Subject\n\nBody', author: { name: 'Ada', date: 'now' } },
      };
      return answer(200, {
        merge_base_commit: { sha: 'd'.repeat(40) },
        total_commits: 300,
        commits: [commit],
      });
    }
    if (url.pathname.endsWith('/contents/.deep-review.yml'))
      return response.writeHead(200, { 'content-type': 'text/plain' }).end('ignore: ["docs/**"]\n');
    return answer(404, { message: 'Not Found' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: getOctokit('token', { baseUrl }), requests };
}

const request = {
  directory: '.',
  base: 'b'.repeat(40),
  head: 'a'.repeat(40),
  pullRequest: { number: 7, title: '', body: '', author: 'ada', url: '' },
  repository: 'acme/widgets',
  webUrl: null,
  branch: 'feature',
  token: 'token',
  openApi: null,
};

describe('a change from the API', () => {
  test('has every file with its hunks, however the responses are cut', async () => {
    const names = Array.from({ length: 230 }, (_, index) => `src/file-${index}.ts`);
    const { client, requests } = await serveApi(
      names.map((name) => apiFile(name)),
      90,
    );
    const change = await askApi(client, request);
    expect(change.files).toHaveLength(230);
    expect(new Set(change.files.map((file) => file.path)).size).toBe(230);
    for (const file of change.files)
      expect(file).toMatchObject({ additions: 1, deletions: 1, binary: false });
    expect(change.files[0]?.hunks[0]?.body).toBe('-old\n+new');
    expect(requests.filter((url) => url.includes('per_page=100'))).toHaveLength(3);
    expect(requests.filter((url) => url.includes('per_page=10&')).length).toBe(20);
  });

  test('tells renames, deletions and binaries, and what is missing', async () => {
    const { client } = await serveApi(
      [
        apiFile('new.ts', { status: 'renamed', previous_filename: 'old.ts' }),
        apiFile('gone.ts', { status: 'removed' }),
        apiFile('logo.png', { patch: undefined as never, additions: 0, deletions: 0, changes: 0 }),
        apiFile('huge.json', { patch: undefined as never, additions: 90_000, changes: 90_001 }),
        apiFile('cut.ts', { patch: '@@ -1,9 +1,9 @@\n a' }),
      ],
      100,
    );
    const change = await askApi(client, request);
    const file = (path: string) => change.files.find((candidate) => candidate.path === path);
    expect(file('new.ts')).toMatchObject({ status: 'renamed', oldPath: 'old.ts' });
    expect(file('gone.ts')).toMatchObject({ status: 'deleted', newMode: '000000', newOid: '0'.repeat(40) });
    expect(file('logo.png')).toMatchObject({ binary: true });
    expect(file('huge.json')).toMatchObject({ additions: 90_000, hunks: [] });
    expect(change.notes.join('\n')).toContain('left out the patch of 2 files');
    expect(change.notes.join('\n')).toContain('250 of 300 commits');
    expect(change.commits[0]).toMatchObject({ subject: 'Subject', body: 'Body', author: 'Ada' });
    expect(change.mergeBase).toBe('d'.repeat(40));
  });

  test('is never that of another head, which the pull request has now', async () => {
    const { client } = await serveApi([apiFile('src/a.ts')], 90);
    await expect(askApi(client, { ...request, head: 'f'.repeat(40) })).rejects.toThrow(
      /moved on from ffffffffffff to aaaaaaaaaaaa, and git could not get what it was/,
    );
  });

  test('or one clear message', async () => {
    const { client } = await serveApi([], 0);
    const refused = askApi(client, { ...request, pullRequest: { ...request.pullRequest, number: 8 } });
    await expect(refused).rejects.toThrow(/Neither git nor the API.*acme\/widgets#8.*fetch-depth: 0/);
    await expect(refused).rejects.toBeInstanceOf(UserError);
    const none = askApi(client, { ...request, pullRequest: null });
    await expect(none).rejects.toBeInstanceOf(UserError);
  });
});

describe('a review of commits that git cannot fetch', () => {
  test('has the change, its places and the configuration from the API', async () => {
    const patch = '@@ -3,2 +3,3 @@ class A\n three\n-four\n+vier\n+five\n\\ No newline at end of file';
    const { client } = await serveApi(
      [
        apiFile('src/a "b".ts', { patch, additions: 2, deletions: 1 }),
        apiFile('new.ts', { status: 'renamed', previous_filename: 'old.ts' }),
        apiFile('gone.ts', { status: 'removed', patch: '@@ -1 +0,0 @@\n-bye' }),
        apiFile('huge.json', { patch: undefined as never, additions: 90_000, changes: 90_001 }),
      ],
      100,
    );
    const { directory } = makeChange({ a: '1' }, { a: '2' });
    const ports = buildPorts();
    const openApi = async () => client;
    const revisions = await resolveRevisions({ ...request, directory, openApi }, ports);
    const change = await readChange(revisions, emptyConfiguration, ports);

    expect(change).toMatchObject({ base: request.base, head: request.head, mergeBase: 'd'.repeat(40) });
    expect(change.files.map(({ path }) => path).sort()).toEqual([
      'gone.ts',
      'huge.json',
      'new.ts',
      'src/a "b".ts',
    ]);
    expect(change.notes.join()).toContain('Git could not fetch the change');
    const cited = ['src/a "b".ts', 'gone.ts', 'new.ts', 'huge.json'];
    const sources = openSources(await readSources(change, cited, revisions, ports), change);
    expect(sources.lines('src/a "b".ts', 'new')).toEqual(['', '', 'three', 'vier', 'five']);
    expect(sources.lines('src/a "b".ts', 'old')).toEqual(['', '', 'three', 'four']);
    expect(sources.lines('gone.ts', 'old')).toEqual(['bye']);
    expect(sources.lines('new.ts', 'new')).toEqual(['new']);
    expect(sources.lines('huge.json', 'new')?.join()).toContain('did not give the text');
    expect(await revisions.git.readFile(revisions.base, '.deep-review.yml')).toContain('docs/**');
    expect(await revisions.git.readFile(revisions.base, 'elsewhere.yml')).toBeNull();
  });

  test('is not tried without an API to ask', async () => {
    const { directory } = makeChange({ a: '1' }, { a: '2' });
    await expect(resolveRevisions({ ...request, directory }, buildPorts())).rejects.toThrow(
      /fetching failed/,
    );
  });
});
