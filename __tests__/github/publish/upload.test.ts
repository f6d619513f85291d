import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { uploadArtifact } from '../../../src/github/publish/upload.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A results service on loopback, and the variables by which the runner tells of one. */
async function serve(listener: RequestListener): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const claims = Buffer.from(JSON.stringify({ scp: 'Actions.Results:run:job' })).toString('base64url');
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', `e30.${claims}.x`);
  vi.stubEnv('ACTIONS_RESULTS_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
}

const upload = (signal?: AbortSignal) => uploadArtifact(requestOf(signal));

function requestOf(signal = new AbortController().signal) {
  const directory = mkdtempSync(join(tmpdir(), 'artifact-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'report.json'), '{}');
  return {
    names: ['deep-review', 'deep-review-2', 'deep-review-3'],
    files: [join(directory, 'report.json')],
    directory,
    retentionDays: null,
    runUrl: 'https://github.com/a/b/actions/runs/1',
    signal,
  };
}

describe('uploading', () => {
  test("without the runner's service is a note", async () => {
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', '');
    vi.stubEnv('ACTIONS_RESULTS_URL', '');
    expect(await upload()).toEqual({
      artifact: null,
      note: expect.stringContaining('could not be uploaded'),
    });
  });

  test('takes the first name that the run has not used', async () => {
    const names: string[] = [];
    await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        names.push((JSON.parse(body) as { name: string }).name);
        response.writeHead(409, { 'content-type': 'application/json' });
        response.end(
          '{"code": "already_exists", "msg": "an artifact with this name already exists on the workflow run"}',
        );
      });
    });
    expect((await upload()).note).toContain('already exists');
    expect(names).toEqual(['deep-review', 'deep-review-2', 'deep-review-3']);
  });

  test('that was not asked for is nothing', async () => {
    expect(await uploadArtifact({ ...requestOf(), names: [] })).toEqual({ artifact: null, note: null });
  });

  test('to a service that never answers does not hold a cancelled step', async () => {
    await serve(() => {});
    const start = performance.now();
    expect((await upload(AbortSignal.timeout(200))).note).toContain('took too long');
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
