// Another build keeps the same functions and tables in other files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Functions and constants of a compiled build by their names, wherever in it they are. */
export async function exportsOf(build, names) {
  const library = join(build, 'lib');
  const files = readdirSync(library, { recursive: true }).filter((file) => file.endsWith('.js'));
  const texts = files.map((file) => [join(library, file), readFileSync(join(library, file), 'utf8')]);
  const found = names.map(async (name) => {
    const isHere = new RegExp(`^export (?:(?:async )?function|const) ${name}\\b`, 'm');
    const [file] = texts.find(([, text]) => isHere.test(text)) ?? [];
    if (file === undefined) throw new Error(`${build} exports no ${name}.`);
    return [name, (await import(pathToFileURL(file).href))[name]];
  });
  return Object.fromEntries(await Promise.all(found));
}
