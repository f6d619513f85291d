import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';

/** An artifact as the service holds it. */
export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly zip: Buffer;
}

/** What the service does wrong: answers nothing, drops connections, refuses every name, or the first. */
export type ResultsFault = 'hangs' | 'dead' | 'taken' | null;

/**
 * The runner's results service on loopback, as `@actions/artifact` speaks to it (actions/toolkit, packages/artifact): artifacts and
 * the blobs behind their signed addresses.
 */
export class ResultsServer implements AsyncDisposable {
  fault: ResultsFault = null;
  readonly artifacts: StoredArtifact[] = [];
  /** Every body that was sent here but blobs. */
  readonly bodies: string[] = [];
  url = '';
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #names = new Set<string>();
  #blob: Buffer[] = [];

  /** Starts a service without artifacts. */
  static async start(): Promise<ResultsServer> {
    const server = new ResultsServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}/`;
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The variables by which the runner tells a step of the service. */
  environment(token: string): Record<string, string> {
    const claims = Buffer.from(JSON.stringify({ scp: 'Actions.Results:run:job' })).toString('base64url');
    return { ACTIONS_RUNTIME_TOKEN: `e30.${claims}.${token}`, ACTIONS_RESULTS_URL: this.url };
  }

  /** The files of all artifacts, `name/path` → text. */
  files(): Record<string, string> {
    return Object.fromEntries(
      this.artifacts.flatMap(({ name, zip }) =>
        Object.entries(unzip(zip)).map(([path, text]) => [`${name}/${path}`, text]),
      ),
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (this.fault === 'hangs') return;
    if (this.fault === 'dead') return void response.destroy();
    const url = new URL(request.url ?? '', this.url);
    if (url.pathname.startsWith('/blob')) return this.#blobs(request, url, body, response);
    this.bodies.push(body.toString('utf8'));
    const given = JSON.parse(body.toString('utf8')) as { name: string };
    const answer = (status: number, content: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    };
    if (url.pathname.endsWith('/CreateArtifact')) {
      if (this.fault === 'taken' || this.#names.has(given.name))
        return answer(409, { code: 'already_exists', msg: 'an artifact with this name already exists' });
      this.#names.add(given.name);
      this.#blob = [];
      return answer(200, { ok: true, signed_upload_url: `${this.url}blob/upload?sig=made-up` });
    }
    const id = this.artifacts.length + 1;
    const zip = Buffer.concat(this.#blob);
    const digest = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
    this.artifacts.push({ id, name: given.name, digest, zip });
    answer(200, { ok: true, artifact_id: String(id) });
  }

  #blobs({ method }: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void {
    if (method === 'GET') {
      const { zip } = this.artifacts[Number(url.searchParams.get('id')) - 1] ?? {};
      response.writeHead(zip ? 200 : 404, { 'content-type': 'application/zip' }).end(zip);
    } else {
      // A blob comes whole, or in blocks that a list then orders; here they come in order.
      if (url.searchParams.get('comp') !== 'blocklist') this.#blob.push(body);
      response.writeHead(201, { etag: '"1"', 'last-modified': new Date(0).toUTCString() }).end();
    }
  }
}

/** The files of a zip archive, by its central directory (PKWARE APPNOTE 4.3). */
function unzip(zip: Buffer): Record<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files: Record<string, string> = {};
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size, nameLength] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + size);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    files[name] = (method === 8 ? inflateRawSync(content) : content).toString('utf8');
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
