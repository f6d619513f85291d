import { isAbsolute, join } from 'node:path';

/** Our own or a child's variables. */
type Variables = Readonly<Record<string, string | undefined>>;

/** What every child gets from our environment; everything else stays here. */
const passedOn = new Set([
  'LANG',
  'LANGUAGE',
  'TZ',
  'USER',
  'LOGNAME',
  // Processes that carry it are killed by the runner at the end of the job (actions/runner, JobExtension.cs).
  'RUNNER_TRACKING_ID',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'CURL_CA_BUNDLE',
  'REQUESTS_CA_BUNDLE',
  'GIT_SSL_CAINFO',
]);

/**
 * Variables that no child ever gets, whoever asks: the workflow's token, inputs and runtime tokens, and the runner's
 * command files, by which a child could act in later steps.
 */
const neverPassedOn =
  /^(?:GITHUB_|GH_TOKEN$|GH_ENTERPRISE_TOKEN$|ACTIONS_|INPUT_|STATE_|RUNNER_(?!TRACKING_ID$))/i;

/** Whether a variable may never reach a child; see {@link childEnvironment}. */
export const isNeverPassedOn = (name: string): boolean => neverPassedOn.test(name);

/**
 * Configuration of git that runs nothing of the repository or the user: no hooks, fsmonitor, pager, prompts, lazy fetches
 * or transports, and no bare repository that a pull request hid in a folder.
 */
export const gitNeutralisers: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_PAGER: 'cat',
  PAGER: 'cat',
  ...gitConfiguration({
    'core.fsmonitor': 'false',
    'core.hooksPath': '/dev/null',
    'core.attributesFile': '/dev/null',
    'safe.bareRepository': 'explicit',
  }),
};

/** Private directories of one run. */
export interface PrivateDirectories {
  readonly home: string;
  readonly temporary: string;
}

/**
 * The whole environment of a child: the allow-listed part of ours, private directories, and what its adapter adds (the
 * agent's own key, switches), minus what is never passed on.
 */
export function childEnvironment(
  ours: Variables,
  { home, temporary }: PrivateDirectories,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: absolutePath(ours.PATH),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    XDG_RUNTIME_DIR: temporary,
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    SHELL: '/bin/sh',
    TERM: 'dumb',
    NO_COLOR: '1',
    CI: 'true',
    ...gitNeutralisers,
  };
  for (const [name, value] of Object.entries(ours)) {
    if (value !== undefined && (passedOn.has(name) || name.startsWith('LC_'))) environment[name] = value;
  }
  for (const [name, value] of Object.entries(added)) {
    if (!isNeverPassedOn(name)) environment[name] = value;
  }
  return environment;
}

/** PATH without its relative parts, which would mean folders of the pull request's checkout. */
function absolutePath(path: string | undefined): string {
  const folders = (path ?? '/usr/local/bin:/usr/bin:/bin').split(':').filter(isAbsolute);
  return folders.join(':');
}

function gitConfiguration(settings: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(settings);
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}
