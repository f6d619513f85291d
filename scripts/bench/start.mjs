// Starting the bundle (`--version`) ÷ starting Node with nothing to do.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const runs = 15;

/** The best of several starts each, taken in turns. */
export async function* measure(_, build) {
  const cli = join(build, 'dist/cli.js');
  const bare = [];
  const bundle = [];
  for (let run = 0; run < runs; run++) {
    bare.push(timeNode(['-e', '0']));
    bundle.push(timeNode([cli, '--version']));
  }
  yield { name: 'node -e 0', value: Math.min(...bare), unit: 'ms' };
  yield { name: 'deep-review --version', value: Math.min(...bundle), unit: 'ms' };
  yield { name: 'bundle start ÷ bare Node', value: Math.min(...bundle) / Math.min(...bare), most: 4 };
}

function timeNode(parameters) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${parameters.join(' ')} failed: ${stderr}`);
  return performance.now() - start;
}
