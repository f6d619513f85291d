import { extensionOf } from '../view/paths.ts';
import type { Format, formats } from './find-fault.ts';

/** Extension → format. */
const names: Readonly<Record<string, keyof typeof formats>> = {
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
  toml: 'toml',
  ...Object.fromEntries(
    'xml csproj vbproj fsproj props targets resx plist xaml'
      .split(' ')
      .map((extension) => [extension, 'xml'] as const),
  ),
};

/** The format of a file, by its name; null where it is none of ours. Only where there is such a file, parsers are loaded. */
export async function formatOf(path: string): Promise<Format | null> {
  const extension = extensionOf(path);
  const name = Object.hasOwn(names, extension) ? names[extension] : undefined;
  return name === undefined ? null : (await import('./find-fault.ts')).formats[name];
}
