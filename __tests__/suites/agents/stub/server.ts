import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { anthropic } from './anthropic.ts';
import { chat } from './chat.ts';
import {
  type Asked,
  callPrefix,
  type Dialect,
  type ServerEvent,
  type ToolCall,
  type Turn,
  type Usage,
} from './dialect.ts';
import { gemini } from './gemini.ts';
import { responses } from './responses.ts';
import type { Scenario } from './scenario.ts';

/** A request as the stub saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Null for anything but a model call. */
  readonly asked: Asked | null;
}

/** One run's share of the stub. */
export interface StubRun {
  /** Base URL of this run: `http://127.0.0.1:PORT/run-7`. */
  readonly url: string;
  /** Everything that arrived under {@link url}. */
  readonly requests: readonly SeenRequest[];
  /** Model calls among them, without the CLI's side questions. */
  readonly calls: readonly SeenRequest[];
  /** What was billed until now, for side questions too. */
  readonly billed: Required<Usage>;
}

/** A model service on loopback that plays a scenario for each run and keeps what it was sent. */
export interface StubServer {
  /** Opens a run; a scenario that calls the service itself is made of the run's address. `watch` is called at each model call. */
  play(scenario: Scenario | ((url: string) => Scenario), watch?: () => void): StubRun;
  /** A proxy that lets nothing through and keeps the hosts that it was asked for. */
  readonly proxyUrl: string;
  /** Hosts asked for since the last call. */
  takeProxied(): string[];
  close(): Promise<void>;
}

const dialects: readonly Dialect[] = [anthropic, responses, chat, gemini];

interface Playing {
  readonly scenario: Scenario;
  readonly requests: SeenRequest[];
  readonly watch: () => void;
  readonly bills: Usage[];
  faultsPlayed: number;
}

/** Starts a stub on a free port of 127.0.0.1. */
export async function startStub(): Promise<StubServer> {
  const runs = new Map<string, Playing>();
  const proxied: string[] = [];
  const server = createServer((request, response) => {
    answerRequest(runs, proxied, request, response).catch((error: unknown) => {
      response.writeHead(500).end(`stub: ${String(error)}`);
    });
  });
  server.on('connect', (request, socket: Socket) => {
    proxied.push(request.url ?? '');
    socket.on('error', () => undefined).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.on('upgrade', (_, socket: Socket) => {
    socket
      .on('error', () => undefined)
      .end('HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    proxyUrl: origin,
    takeProxied: () => proxied.splice(0),
    play(play, watch = () => undefined) {
      const name = `run-${runs.size + 1}`;
      const url = `${origin}/${name}`;
      const scenario = typeof play === 'function' ? play(url) : play;
      const playing: Playing = { scenario, requests: [], watch, bills: [], faultsPlayed: 0 };
      runs.set(name, playing);
      return {
        url,
        requests: playing.requests,
        get calls() {
          return playing.requests.filter(({ asked }) => asked && !asked.sideAnswer);
        },
        get billed() {
          return sumOf(playing.bills);
        },
      };
    },
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function answerRequest(
  runs: ReadonlyMap<string, Playing>,
  proxied: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  if (!url.startsWith('/')) {
    proxied.push(url); // a plain-HTTP request to a proxy has the whole address
    response.writeHead(502).end();
    return;
  }
  const body = await readBody(request);
  const [path = ''] = url.split('?');
  const playing = runs.get(path.split('/')[1] ?? '');
  const dialect = dialects.find((each) => each.path.test(path) && request.method === 'POST');
  const asked = dialect ? dialect.read(JSON.parse(body), path) : null;
  playing?.requests.push({ method: request.method ?? '', path, headers: request.headers, body, asked });
  if (!playing || !dialect || !asked) return answerOther(path, request, response);
  playing.watch();

  const { fault } = playing.scenario;
  const isDue = fault && !asked.sideAnswer && asked.callsMade >= (fault.afterCalls ?? 0);
  if (isDue && playing.faultsPlayed < fault.times) {
    playing.faultsPlayed += 1;
    if (fault.type === 'hang') return;
    if (fault.type === 'page') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Sign in</title><p>stub: a page</p>');
      return;
    }
    if (fault.type === 'false-success') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'stub: the model is asleep', code: 'asleep' } }));
      return;
    }
    if (fault.type === 'redirect') {
      response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
      return;
    }
    if (fault.type === 'overload' && asked.isStreamed) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      response.end(dialect.overload(fault.message).map(asText).join(''));
      return;
    }
    if (fault.type === 'status' || fault.type === 'overload') {
      const { status, retryAfterSeconds } = { retryAfterSeconds: undefined, status: 529, ...fault };
      const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
      response.writeHead(status, { 'content-type': 'application/json', ...retryAfter });
      response.end(JSON.stringify(dialect.error(status, fault.message ?? `stub: status ${status}`)));
      return;
    }
    await send(response, dialect, asked, nextTurn(playing.scenario, asked), 2);
    await sleep(50);
    response.destroy();
    return;
  }
  const turn = nextTurn(playing.scenario, asked);
  playing.bills.push(turn.usage);
  await send(response, dialect, asked, turn, Number.POSITIVE_INFINITY);
  response.end();
}

function sumOf(bills: readonly Usage[]): Required<Usage> {
  const sum = (kind: keyof Usage) => bills.reduce((total, usage) => total + (usage[kind] ?? 0), 0);
  return {
    input: sum('input'),
    output: sum('output'),
    cached: sum('cached'),
    written: sum('written'),
    reasoning: sum('reasoning'),
  };
}

/** The next thing the model says: the side answer, the next scripted turn, or the answer. */
function nextTurn(scenario: Scenario, asked: Asked): Turn {
  const { answer, stop = 'end', usage: told = { input: 1000, output: 50 }, forever } = scenario;
  const usage = typeof told === 'function' ? told(asked.callsMade) : told;
  const turn = { texts: [], calls: [], stop: 'end', usage } as const;
  if (asked.sideAnswer) return { ...turn, texts: [JSON.stringify(asked.sideAnswer)] };
  let made = 0;
  const withIds = (calls: readonly Omit<ToolCall, 'id'>[]) =>
    calls.map((call, index) => ({ id: `${callPrefix}${made + index}`, ...call }));
  for (const each of scenario.calls ?? []) {
    const { says = '', together } = 'together' in each ? each : { together: [each] };
    if (made === asked.callsMade) return { ...turn, texts: [says], calls: withIds(together) };
    made += together.length;
  }
  if (forever) {
    const id = `${callPrefix}${asked.callsMade}`;
    return { ...turn, calls: [{ id, ...forever(asked.callsMade) }] };
  }
  const isOver = asked.callsMade > made;
  const others = isOver ? [] : (scenario.callsWithAnswer ?? []);
  const answerTool = asked.tools.find((tool) => /^structured_?output$/i.test(tool));
  const isSpoken = typeof answer === 'string' || Array.isArray(answer);
  if (!isSpoken && answerTool) {
    if (isOver) return { ...turn, texts: ['Done.'] };
    return { ...turn, calls: withIds([...others, { name: answerTool, input: answer }]) };
  }
  const texts = isSpoken ? [answer].flat() : [JSON.stringify(answer)];
  return { ...turn, texts, calls: withIds(others), stop };
}

/** Sends a turn as the request wants it, or its beginning: at most `limit` events. */
async function send(
  response: ServerResponse,
  dialect: Dialect,
  asked: Asked,
  turn: Turn,
  limit: number,
): Promise<void> {
  if (!asked.isStreamed) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(
      JSON.stringify(dialect.whole(turn, asked.model)).slice(0, Number.isFinite(limit) ? 40 : undefined),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (const event of dialect.stream(turn, asked.model).slice(0, limit)) {
    if (response.destroyed) return;
    if (!response.write(asText(event))) await drained(response);
  }
}

/** Waits until more can be written, or nobody listens any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function asText({ event, data }: ServerEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event ? `event: ${event}\n` : ''}data: ${text}\n\n`;
}

/** Token counts, model lists and anything else that a CLI asks a service for. */
function answerOther(path: string, request: IncomingMessage, response: ServerResponse): void {
  const answer = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
  if (/count_tokens$/.test(path)) answer(200, { input_tokens: 1000 });
  else if (/:countTokens$/.test(path)) answer(200, { totalTokens: 1000 });
  else if (/\/models$/.test(path)) answer(200, { object: 'list', data: [], models: [] });
  else if (request.method === 'HEAD') answer(200, {});
  else answer(404, { error: { message: 'stub: no such path', type: 'not_found' } });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  const encoding = request.headers['content-encoding'];
  if (encoding === 'gzip') return gunzipSync(bytes).toString();
  return (encoding === 'br' ? brotliDecompressSync(bytes) : bytes).toString();
}
