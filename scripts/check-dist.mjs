// Fails when the committed dist/ is not what the sources give.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fresh = mkdtempSync(join(tmpdir(), 'deep-review-dist-'));
try {
  execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), fresh], { stdio: 'inherit' });
  const committed = join(root, 'dist');
  const names = new Set([...readdirSync(fresh), ...readdirSync(committed)]);
  const stale = [...names].filter((name) => read(fresh, name) !== read(committed, name)).sort();
  if (stale.length > 0) {
    console.error(`dist/ is stale (${stale.join(', ')}): run "npm run build" and commit it.`);
    process.exitCode = 1;
  } else console.log(`dist/ is current: ${names.size} files.`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function read(directory, name) {
  try {
    return readFileSync(join(directory, name), 'latin1');
  } catch {
    return null;
  }
}
