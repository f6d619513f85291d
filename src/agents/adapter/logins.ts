import { parseJson } from './events.ts';

/**
 * A login file with every refresh token emptied: services hand out a new refresh token at each use, so a run that refreshed a
 * copy would sign the developer out. A file that is not JSON is handed over empty.
 */
export function withoutRefreshToken(file: string): string {
  return JSON.stringify(parseJson(file) ?? {}, (key, value: unknown) =>
    /^refresh(_?token)?$/i.test(key) ? '' : value,
  );
}
