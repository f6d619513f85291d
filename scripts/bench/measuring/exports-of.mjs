// Another build keeps the same functions and tables in other files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Functions, classes and constants of a compiled build by their names, wherever in it they are. */
export async function exportsOf(build, names) {
  const library = join(build, 'lib');
  const places = new Map();
  // One after the other: the memory of who asks may be measured.
  for (const file of readdirSync(library, { recursive: true }).filter((name) => name.endsWith('.js'))) {
    const path = join(library, file);
    const text = readFileSync(path, 'latin1');
    for (const [, name] of text.matchAll(/^export (?:(?:async )?function|class|const) (\w+)/gm)) {
      if (names.includes(name) && !places.has(name)) places.set(name, path);
    }
  }
  const found = names.map(async (name) => {
    const path = places.get(name);
    if (path === undefined) throw new Error(`${build} exports no ${name}.`);
    return [name, (await import(pathToFileURL(path).href))[name]];
  });
  return Object.fromEntries(await Promise.all(found));
}
