import {
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { urlToHttpOptions } from 'node:url';
import { falseSuccessIn, mayBeFalse } from './false-success.ts';

/** A server on loopback that stands between one run and its model service, and alone knows the key. */
export interface KeyProxy {
  /** What the CLI takes for the service's address. */
  readonly url: string;
  /** What it has seen until now. */
  seen(): SeenService;
  close(): Promise<void>;
}

/** What a proxy saw of a service. */
export interface SeenService {
  /** Until when the service last asked not to be called again (`Retry-After`), in milliseconds since the epoch; 0 where it never did. */
  readonly waitUntil: number;
  /** How often it was given something to answer. */
  readonly requests: number;
}

/** Of one connection, not of the message (RFC 9110, 7.6.1); Node writes its own. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * Starts a proxy to one service and no other. `keys` says which key each token stands for: it takes the token's place in the headers
 * of a request, and a request without a token is refused. Answers pass as they come, piece by piece; what is no answer of a model
 * (a page, an error called a success, a way to elsewhere) becomes an error that says so. `onChange` hears of what is seen.
 */
export async function startKeyProxy(
  service: URL,
  keys: ReadonlyMap<string, string>,
  now: () => number,
  onChange: (seen: SeenService) => void = () => undefined,
): Promise<KeyProxy> {
  let seen: SeenService = { waitUntil: 0, requests: 0 };
  const note = (change: Partial<SeenService>) => {
    seen = { ...seen, ...change };
    onChange(seen);
  };
  const server = createServer((request, response) => {
    const headers = withKeys(request.headers, keys);
    if (headers === null) return refuse(response, 401, 'no token of this run');
    // Codex tries a web socket first, and goes on without one where that is refused.
    if (request.headers.upgrade) return refuse(response, 426, 'no web sockets');
    if (request.method === 'POST' && !/count_?tokens/i.test(request.url ?? ''))
      note({ requests: seen.requests + 1 });
    const onward = send(service, request, headers);
    if (onward instanceof Error) return refuse(response, 400, onward.message);
    onward.on('response', (answer) => {
      const isRefused = (answer.statusCode ?? 0) >= 400;
      const until = isRefused ? retryTime(answer.headers['retry-after'], now()) : 0;
      if (until > seen.waitUntil) note({ waitUntil: until });
      const misled = noAnswerOf(answer, service);
      if (misled !== null) {
        answer.resume();
        return refuse(response, 400, misled);
      }
      passOn(answer, response, service);
    });
    onward.on('error', (error) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 502, `${service.host} cannot be reached: ${error.message}`);
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  server.keepAliveTimeout = 0; // a client never finds a connection closed that it was about to use
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${service.pathname.replace(/\/$/, '')}`,
    seen: () => seen,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Passes an answer on, piece by piece; short JSON whole, since it may be an error. */
function passOn(answer: IncomingMessage, response: ServerResponse, service: URL): void {
  const status = answer.statusCode ?? 502;
  if (!mayBeFalse(answer)) {
    response.writeHead(status, endToEnd(answer.headers)).flushHeaders();
    pipeline(answer, response, () => undefined);
    return;
  }
  buffer(answer).then(
    (body) => {
      const error = falseSuccessIn(body.toString());
      if (error === null) response.writeHead(status, endToEnd(answer.headers)).end(body);
      else refuse(response, error.status, `${service.host} calls an error a success: ${error.message}`);
    },
    () => response.destroy(),
  );
}

/** Why an answer is none of a model's API; null where it may be one. */
function noAnswerOf({ statusCode = 0, headers }: IncomingMessage, service: URL): string | null {
  if (statusCode >= 300 && statusCode < 400 && headers.location) {
    const to = URL.canParse(headers.location, service)
      ? new URL(headers.location, service).host
      : 'elsewhere';
    return `${service.host} sends on to ${to}, where the key does not go: set the address of the service itself`;
  }
  const isPage = statusCode < 300 && /^text\/html\b/i.test(headers['content-type'] ?? '');
  return isPage ? `${service.host} answers with a web page, not as a model's API: check its address` : null;
}

/** Begins a request to the service, whatever host the original names; an error where Node takes it for none. */
function send(
  service: URL,
  { method, url }: IncomingMessage,
  headers: IncomingHttpHeaders,
): ClientRequest | Error {
  const request = service.protocol === 'https:' ? requestHttps : requestHttp;
  try {
    return request({ ...urlToHttpOptions(service), method, path: url, headers, agent: false });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A request's headers with every token replaced by its key; null where there is none. */
function withKeys(
  headers: IncomingHttpHeaders,
  keys: ReadonlyMap<string, string>,
): IncomingHttpHeaders | null {
  let isKnown = false;
  const exchange = (value: string) => {
    const token = [...keys.keys()].find((each) => value.includes(each));
    if (token === undefined) return value;
    isKnown = true;
    return value.replace(token, () => keys.get(token) ?? '');
  };
  const exchanged = Object.entries(endToEnd(headers)).map(([name, value]) => [
    name,
    typeof value === 'string' ? exchange(value) : value,
  ]);
  return isKnown ? Object.fromEntries(exchanged) : null;
}

function endToEnd({ host: _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}

/** Seconds from now, or a date (RFC 9110, 10.2.3). */
function retryTime(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const seconds = Number(header);
  return (Number.isNaN(seconds) ? Date.parse(header) : now + seconds * 1000) || 0;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error: { message: `deep-review: ${reason}` } }));
}
