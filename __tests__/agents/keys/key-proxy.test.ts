import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startKeyProxy } from '../../../src/agents/keys/key-proxy.ts';

const now = Date.parse('2026-01-02T03:04:05Z');

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy to `/v1` of a service, which knows one key; `$&` would go wrong in a careless replacement. */
async function proxyTo(service: string, key = 'key-$&') {
  const proxy = await startKeyProxy(new URL(`${service}/v1/`), new Map([['token', key]]), () => now);
  onTestFinished(proxy.close);
  return proxy;
}

const authorized = { headers: { authorization: 'Bearer token' } };

test('The key takes the place of its token; everything else passes as it is', async () => {
  const service = await listen(async (request, response) => {
    const { method, url, headers } = request;
    const body = await text(request);
    response.writeHead(207, { 'x-answer': 'yes' });
    response.end(JSON.stringify({ method, url, headers, body }));
  });
  const { url } = await proxyTo(service);
  expect(new URL(url).pathname).toBe('/v1');
  const answer = await fetch(`${url}/messages?beta=true`, {
    method: 'POST',
    body: 'token in a body',
    headers: { 'x-api-key': 'token', 'x-other': 'other' },
  });
  expect([answer.status, answer.headers.get('x-answer')]).toEqual([207, 'yes']);
  expect(await answer.json()).toMatchObject({
    method: 'POST',
    url: '/v1/messages?beta=true',
    body: 'token in a body',
    headers: { 'x-api-key': 'key-$&', 'x-other': 'other', host: new URL(service).host },
  });
});

test('An answer passes piece by piece', async () => {
  let finish = () => {};
  const service = await listen((_, response) => {
    response.write('first');
    finish = () => response.end('last');
  });
  const { url } = await proxyTo(service);
  const { body } = await fetch(url, authorized);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await reader?.read()).toEqual({ done: false, value: 'first' });
  finish();
  expect(await reader?.read()).toEqual({ done: false, value: 'last' });
  expect((await reader?.read())?.done).toBe(true);
});

test('Without a token nothing is asked of the service', async () => {
  const asked = vi.fn();
  const { url } = await proxyTo(await listen(asked));
  const answer = await fetch(url, { headers: { authorization: 'Bearer another' } });
  expect(answer.status).toBe(401);
  expect(asked).not.toHaveBeenCalled();
});

test('No address in a request leads to another host', async () => {
  const seen: (string | undefined)[] = [];
  const service = await listen((request, response) => {
    seen.push(request.url);
    response.end();
  });
  const elsewhere = vi.fn();
  const { host } = new URL(await listen(elsewhere));
  const { url } = await proxyTo(service);
  for (const target of [`http://${host}/x`, `//${host}/x`]) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Key: token\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  }
  expect(seen).toEqual([`http://${host}/x`, `//${host}/x`]);
  expect(elsewhere).not.toHaveBeenCalled();
});

test('A web socket is refused, which sends Codex on without one', async () => {
  const asked = vi.fn();
  const { url } = await proxyTo(await listen(asked));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(
    'GET / HTTP/1.1\r\nHost: x\r\nX-Key: token\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 426 /);
  expect(asked).not.toHaveBeenCalled();
});

test('A service that cannot be reached, and one that breaks off, look like that', async () => {
  const { url } = await proxyTo('http://127.0.0.1:1');
  const answer = await fetch(url, authorized);
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain('127.0.0.1:1 cannot be reached');
  const breaking = await proxyTo(
    await listen((_, response) => {
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    }),
  );
  await expect(fetch(breaking.url, authorized).then((half) => half.text())).rejects.toThrow();
});

test('A key that no header can hold is refused', async () => {
  const asked = vi.fn();
  const { url } = await proxyTo(await listen(asked), 'two\nlines');
  expect((await fetch(url, authorized)).status).toBe(400);
  expect(asked).not.toHaveBeenCalled();
});

test('A CLI that goes away before the service answers takes its request along', async () => {
  const closed = vi.fn();
  const asked = vi.fn();
  const service = await listen((_, response) => {
    response.on('close', closed);
    asked();
  });
  const { url } = await proxyTo(service);
  const abort = new AbortController();
  const answer = fetch(url, { ...authorized, signal: abort.signal });
  await vi.waitFor(() => expect(asked).toHaveBeenCalled(), 5_000);
  abort.abort();
  await expect(answer).rejects.toThrow();
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 5_000);
});

test.each(['the CLI', 'the proxy'])('When %s goes away, so does its request', async (who) => {
  const closed = vi.fn();
  const service = await listen((_, response) => response.on('close', closed).writeHead(200).flushHeaders());
  const { url, close } = await proxyTo(service);
  const abort = new AbortController();
  const answer = await fetch(url, { ...authorized, signal: abort.signal });
  if (who === 'the CLI') abort.abort();
  else await close();
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 5_000);
  await expect(answer.text()).rejects.toThrow();
});

test.each([
  ['7', 7_000],
  ['Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
  ['soon', -now],
])('What the service said of trying again is known: %s', async (header, afterMs) => {
  const service = await listen((_, response) => response.writeHead(429, { 'retry-after': header }).end());
  const { url, seen } = await proxyTo(service);
  expect(seen().waitUntil).toBe(0);
  await fetch(url, authorized);
  expect(seen().waitUntil).toBe(now + afterMs);
});

test.each([
  ['a web page', 200, { 'content-type': 'text/html; charset=utf-8' }, /answers with a web page/],
  ['a way to elsewhere', 307, { location: 'https://elsewhere.example/v1' }, /sends on to elsewhere\.example/],
] as const)('A service that answers with %s is an error that says so', async (_, status, headers, words) => {
  const service = await listen((_request, response) => response.writeHead(status, headers).end('<html>'));
  const { url } = await proxyTo(service);
  const answer = await fetch(url, { ...authorized, redirect: 'manual' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(words);
});

test.each<[string, unknown, number, RegExp | null]>([
  ['an error object', { error: { message: 'asleep', code: 'x' } }, 400, /calls an error a success: asleep/],
  ['an error with its status', { error: { message: 'slow down', code: 429 } }, 429, /slow down/],
  ['an error in words', { error: 'no such model' }, 400, /no such model/],
  ['an error without words', { error: { reason: 'x' } }, 400, /"reason":"x"/],
  ['an answer', { choices: [] }, 200, null],
  ['an answer whose error is empty', { choices: [], error: null }, 200, null],
  ['an answer with an empty error', { error: {} }, 200, null],
  ['no JSON', 'error', 200, null],
])('Of JSON with status 200, %s is told for what it is', async (_, body, status, words) => {
  const told = typeof body === 'string' ? body : JSON.stringify(body);
  const service = await listen((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(told),
  );
  const { url } = await proxyTo(service);
  const answer = await fetch(url, authorized);
  expect(answer.status).toBe(status);
  const said = await answer.text();
  if (words === null) expect(said).toBe(told);
  else expect(said.replaceAll('\\', '')).toMatch(words);
});

test('A long JSON answer passes whole, whatever it holds', async () => {
  const told = JSON.stringify({ error: { message: 'x'.repeat(100_000) } });
  const service = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': told.length }).end(told);
  });
  const { url } = await proxyTo(service);
  expect(await (await fetch(url, authorized)).text()).toBe(told);
});
