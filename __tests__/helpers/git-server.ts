import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { gitEnvironment } from './repository.ts';

/** A git server on the loopback, gone with the test. */
export interface GitServer {
  /** `http://127.0.0.1:PORT`; the repository is at any path that ends with `.git`. */
  readonly origin: string;
  /** The `Authorization` headers of each request, in order. */
  readonly authorizations: (string | null)[];
}

/** Serves one repository over HTTP; with a password, only to requests that carry it in exactly one header. */
export async function serveRepository(directory: string, authorization: string | null): Promise<GitServer> {
  const authorizations: (string | null)[] = [];
  const server = createServer((request, response) => {
    const headers = request.rawHeaders.filter(
      (_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'authorization',
    );
    authorizations.push(headers.length > 0 ? headers.join(' and ') : null);
    if (authorization !== null && headers.join() !== authorization) {
      response.writeHead(headers.length > 1 ? 400 : 401, { 'www-authenticate': 'Basic' }).end();
    } else answerWithGit(directory, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, authorizations };
}

/** The protocol of CGI, RFC 3875, as far as `git http-backend` needs it. */
function answerWithGit(directory: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: `${directory}/.git`,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: request.headers['git-protocol']?.toString() ?? '',
      PATH_INFO: path.replace(/^.*\.git/, ''),
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.on('close', () => {
    const output = Buffer.concat(pieces);
    const headEnd = output.indexOf('\r\n\r\n');
    for (const line of output.toString('latin1', 0, headEnd).split('\r\n')) {
      const [name = '', ...value] = line.split(': ');
      if (name === 'Status') response.statusCode = Number.parseInt(value.join(), 10);
      else response.setHeader(name, value.join(': '));
    }
    response.end(output.subarray(headEnd + 4));
  });
}
