// node write-formats.mjs BUILD COUNT DIRECTORY: writes every format of the report on that many findings, which this build settles and another
// one may write, and prints processor time and memory as JSON.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [build, count, directory] = process.argv.slice(2);
const settle = fileURLToPath(new URL('../../bench-pipeline/settle-many.mjs', import.meta.url));
const settled = join(directory, 'settled.json');
execFileSync(process.execPath, [settle, count, settled]);
const report = JSON.parse(readFileSync(settled, 'utf8'));
const { writeReport } = await import(pathToFileURL(join(build, 'lib/report/write-report.js')).href);
const { createRedactor } = await import(pathToFileURL(join(build, 'lib/safety/redact.js')).href);
const start = process.cpuUsage();
const files = await writeReport(report, directory, createRedactor([]));
const { user, system } = process.cpuUsage(start);
console.log(
  JSON.stringify({
    formatsMs: (user + system) / 1000,
    formatsMb: Math.round(process.resourceUsage().maxRSS / 1024),
    htmlMb: statSync(files.html).size / 1e6,
  }),
);
