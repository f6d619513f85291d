import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes } from '../../model/errors.ts';
import { silentLogger } from '../../model/ports.ts';
import type { Recording } from '../../model/recording.ts';
import { withPorts } from '../../review/lifetime.ts';
import { settleRecording } from '../../review/perform-review.ts';
import type { CommandLine } from '../line/parse-arguments.ts';
import { conclude } from '../screen/conclude.ts';
import { openFile } from '../screen/open-file.ts';

const introduction = `A recorded review: three agents and the built-in checks looked at a made-up change of a shop, ruled on each
other's findings, and had scripts run that show them. It is settled now, by the same code as any review.
`;

/** `deep-review demo`: settles a review that was recorded with scripted agents, and so shows what one looks like. */
export async function demoCommand(line: CommandLine): Promise<number> {
  const out = resolve(line.values.out ?? 'deep-review-demo');
  const lifetime = { log: silentLogger, environment: process.env, outputDirectory: null };
  const settled = await withPorts(lifetime, (ports) => settleRecording(readDemo(), out, ports));
  process.stdout.write(introduction);
  await conclude(settled, line);
  if (line.flags.has('open') && process.stdout.isTTY) await openFile(settled.files.html, process.env);
  return exitCodes.pass;
}

/** `npm run demo:record` made it. */
function readDemo(): Recording {
  // The address is literal, so that the bundler takes the file along.
  const file = new URL('../../../src/commands/demo/recording.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Recording;
}
