// Shows the recorded review, as `deep-review demo` does; with --all, renders a report that has every section, state and edge instead.
// Usage: npm run demo [-- --all] [-- --open] [-- --out DIRECTORY]
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    open: { type: 'boolean' },
    out: { type: 'string', default: 'deep-review-report' },
  },
});
if (values.all) await renderSample(resolve(values.out));
else {
  const { runCli } = await import('../lib/cli.js');
  await runCli(['demo', '--out', values.out, ...(values.open ? ['--open'] : [])]);
}

async function renderSample(directory) {
  const { reportSchema } = await import('../lib/model/report/report-schema.js');
  const { renderTerminal } = await import('../lib/report/terminal/terminal.js');
  const { writeReport } = await import('../lib/report/write-report.js');
  const sample = new URL('../__tests__/fixtures/reports/sample.json', import.meta.url);
  const report = reportSchema.parse(JSON.parse(readFileSync(sample, 'utf8')));
  const files = await writeReport(report, directory, (text) => text);
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(renderTerminal(report, { width: process.stdout.columns ?? 100, colour }));
  process.stdout.write(`${Object.values(files).join('\n')}\n`);
}
