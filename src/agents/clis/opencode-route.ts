import * as z from 'zod';
import type { AgentSettings, KeyRoute } from '../adapter/agent.ts';
import { parseJson } from '../adapter/events.ts';
import { pickVariables } from '../adapter/variables.ts';

/** An environment as handed to adapters. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Configuration that the user gives on purpose: a provider of one's own. */
export const ownConfiguration = 'OPENCODE_CONFIG_CONTENT';
/** Ours, not its own: it takes a service by its configuration, which is written from these. */
const [address, ownKey] = ['OPENCODE_BASE_URL', 'OPENCODE_KEY'];

/** Where the providers that it knows by name are, as their packages have it. */
const services: Readonly<Record<string, string>> = {
  anthropic: 'https://api.anthropic.com/v1',
  deepseek: 'https://api.deepseek.com',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  groq: 'https://api.groq.com/openai/v1',
  mistral: 'https://api.mistral.ai/v1',
  openai: 'https://api.openai.com/v1',
  openrouter: 'https://openrouter.ai/api/v1',
  xai: 'https://api.x.ai/v1',
};

const options = z.looseObject({ apiKey: z.string().optional(), baseURL: z.string().optional() });
const configuration = z.looseObject({
  provider: z.record(z.string(), z.looseObject({ options: options.optional() })).optional(),
});

const providerOf = ({ model }: AgentSettings): string => model?.split('/')[0] ?? '';

/** The variable that holds the key of a model's provider: `openrouter/x` → `OPENROUTER_API_KEY`. */
export function keyOf(model: string | null): string[] {
  const provider = model?.split('/')[0]?.toUpperCase().replaceAll('-', '_');
  if (!provider) return [];
  return provider === 'GOOGLE' ? ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY'] : [`${provider}_API_KEY`];
}

/** The key by the first name of its variable, which is the one that the CLI itself reads. */
export function pickKey({ model }: AgentSettings, environment: Environment): Record<string, string> {
  const [name = ''] = keyOf(model);
  const [key] = Object.values(pickVariables(environment, keyOf(model)));
  return key === undefined ? {} : { [name]: key };
}

/** The key and the address of a model's provider, by the user's configuration or by what is known of the provider. */
export function routeOf(settings: AgentSettings, environment: Environment): KeyRoute {
  const provider = providerOf(settings);
  const own = optionsOf(provider, environment);
  const key = own?.apiKey && keyIn(own.apiKey, environment);
  return {
    keys: key ? [ownKey] : keyOf(settings.model),
    endpoint: address,
    service: own?.baseURL ?? services[provider] ?? null,
    variables: key ? { [ownKey]: key } : {},
  };
}

/** What it is configured with: the user's own configuration without other providers, with the address and the key of this run. */
export function writeConfiguration(
  settings: AgentSettings,
  environment: Environment,
): Record<string, string> {
  const { [address]: baseURL, [ownKey]: apiKey } = environment;
  if (!isWithheld(environment)) return pickVariables(environment, [ownConfiguration]);
  const provider = providerOf(settings);
  const { provider: providers, ...others } = parsed(environment);
  const known = providers?.[provider];
  const withheld = { ...known?.options, baseURL, ...(apiKey && { apiKey }) };
  const written = { ...others, provider: { [provider]: { ...known, options: withheld } } };
  return { [ownConfiguration]: JSON.stringify(written) };
}

/** Whether the key is with a proxy of ours. */
export const isWithheld = (environment: Environment): boolean => Boolean(environment[address]);

/** What is no configuration is left to the CLI to complain of. */
const parsed = (environment: Environment): z.infer<typeof configuration> =>
  configuration.safeParse(parseJson(environment[ownConfiguration] ?? '')).data ?? {};

const optionsOf = (provider: string, environment: Environment) =>
  parsed(environment).provider?.[provider]?.options;

/** A key may be written as the variable that holds it. */
function keyIn(apiKey: string, environment: Environment): string {
  const [, name] = /^\{env:(\w+)\}$/.exec(apiKey) ?? [];
  return name === undefined ? apiKey : (environment[name] ?? '');
}
