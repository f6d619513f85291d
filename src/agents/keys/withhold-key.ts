import { randomUUID } from 'node:crypto';
import { secretValues } from '../../safety/redact.ts';
import type { AgentSettings, CliAgent, Invocation, KeyRoute } from '../adapter/agent.ts';
import { pickVariables } from '../adapter/variables.ts';
import { type SeenService, startKeyProxy } from './key-proxy.ts';

/** Our own or a child's variables. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Where an agent's key is during one run. */
export interface KeyKeeping {
  /** Our environment as the adapter gets it: where the key is withheld, a token is in its place and the proxy in the service's. */
  readonly environment: Variables;
  /** The invocation with a word for the report on where the key is. */
  disclose(invocation: Invocation): Invocation;
  /** Whether a proxy stands between the agent and its service. */
  readonly isProxied: boolean;
  /** What was seen of the service; nothing where nobody listens. */
  seen(): SeenService;
  close(): Promise<void>;
}

/** The route of an agent's key with these settings; undefined where there is none. */
export const keyRouteOf = (
  { keyRoute }: Pick<CliAgent, 'keyRoute'>,
  settings: AgentSettings,
  environment: Variables,
): KeyRoute | undefined => (typeof keyRoute === 'function' ? keyRoute(settings, environment) : keyRoute);

/**
 * Keeps the key out of an agent's environment where its CLI can be told another address: it gets a token that is worth nothing
 * after the run, and a proxy on loopback puts the key in the token's place. Where that cannot be, the environment stays as it is,
 * and the report says so.
 */
export async function withholdKey(
  route: KeyRoute | undefined,
  environment: Variables,
  now: () => number,
  onChange?: (seen: SeenService) => void,
): Promise<KeyKeeping> {
  const held = { ...environment, ...route?.variables };
  const keys = Object.entries(pickVariables(held, route?.keys ?? []));
  const service = route ? serviceOf(route, environment) : null;
  const detour = service && detourTo(service, environment);
  if (!route || !service || detour || keys.length === 0) {
    return {
      environment,
      isProxied: false,
      disclose: (invocation) => disclose(invocation, [], detour ? ` (${detour} is set)` : ''),
      seen: () => ({ waitUntil: 0, requests: 0 }),
      close: async () => undefined,
    };
  }
  const issued = keys.map(([name, key]) => ({
    name,
    key: key.trim(), // a secret that was pasted with its line end
    token: `deep-review-${randomUUID()}`,
  }));
  const proxy = await startKeyProxy(
    service,
    new Map(issued.map(({ token, key }) => [token, key])),
    now,
    onChange,
  );
  const direct = (name: string) => ({ [name]: [environment[name], '127.0.0.1'].filter(Boolean).join(',') });
  return {
    environment: {
      ...environment,
      ...Object.fromEntries(issued.map(({ name, token }) => [name, token])),
      ...{ [route.endpoint]: proxy.url, ...direct('NO_PROXY'), ...direct('no_proxy') },
    },
    isProxied: true,
    disclose: (invocation) =>
      disclose(
        invocation,
        issued.map(({ token }) => token),
      ),
    seen: proxy.seen,
    close: proxy.close,
  };
}

function serviceOf({ endpoint, service }: KeyRoute, environment: Variables): URL | null {
  const address = environment[endpoint] || service;
  return address !== null && URL.canParse(address) ? new URL(address) : null;
}

/** Variables that send a CLI's requests another way than ours would take. */
const detours = [
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR'],
];

function detourTo({ hostname }: URL, environment: Variables): string | undefined {
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return isLoopback ? undefined : detours.find((name) => environment[name]);
}

function disclose(invocation: Invocation, tokens: readonly string[], because = ''): Invocation {
  const secrets = secretValues(invocation.environment);
  const values = Object.values(invocation.environment);
  const isWithheld = tokens.some((token) => values.some((value) => value.includes(token)));
  if (secrets.length === 0 && !isWithheld) return invocation;
  const fact = secrets.every((secret) => tokens.includes(secret))
    ? 'key not in its environment: a proxy on loopback adds it'
    : `key in its environment${because}`;
  return { ...invocation, isolation: [...invocation.isolation, fact] };
}
