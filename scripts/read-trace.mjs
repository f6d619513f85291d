// Prints a stack that a user reported with the places in our sources. The maps for it are made here: on the commit that
// was released, the same sources give the same scripts. Usage: git checkout v1.2.3 && npm ci && npm run trace < stack.txt
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The trace, each place in a bundled script replaced by the one in what it was made of.
 * @param mapOf the source map of a script of dist/, by the script's name; null where there is none.
 * @param sourceOf the place in a source that the map's own source was compiled from.
 */
export function readTrace(trace, mapOf, sourceOf = (place) => place) {
  return trace.replace(
    /(?:file:\/\/)?[^\s()]*?([\w.-]+\.m?js):(\d+):(\d+)/g,
    (found, script, line, column) => {
      const map = mapOf(script);
      const place = map && originOf(map, Number(line), Number(column));
      if (!place) return found;
      const { path, line: at, column: from } = sourceOf(place);
      return `${path}:${at}:${from}`;
    },
  );
}

/** Lines and columns are counted from 1, as stacks have them. */
function originOf(map, line, column) {
  const { originalSource, originalLine, originalColumn } = new SourceMap(map).findEntry(line - 1, column - 1);
  return originalSource && { path: originalSource, line: originalLine + 1, column: originalColumn + 1 };
}

const readMap = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = mkdtempSync(join(tmpdir(), 'deep-review-trace-'));
  try {
    execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), dist, '--maps'], { stdio: 'inherit' });
    const inSources = (place) => {
      const compiled = join(root, 'dist', place.path);
      const map = readMap(`${compiled}.map`);
      const origin = map && originOf(map, place.line, place.column);
      if (!origin) return { ...place, path: relative(root, compiled) };
      return { ...origin, path: relative(root, resolve(compiled, '..', origin.path)) };
    };
    process.stdout.write(
      readTrace(await text(process.stdin), (script) => readMap(join(dist, `${script}.map`)), inSources),
    );
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}
