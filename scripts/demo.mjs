// Renders a report that has every section, state and edge, so that anyone can look. Usage: npm run demo [-- directory]
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reportSchema } from '../lib/model/report/report-schema.js';
import { renderTerminal } from '../lib/report/terminal/terminal.js';
import { writeReport } from '../lib/report/write-report.js';

const sample = new URL('../__tests__/fixtures/reports/sample.json', import.meta.url);
const report = reportSchema.parse(JSON.parse(readFileSync(sample, 'utf8')));
const files = await writeReport(report, resolve(process.argv[2] ?? 'deep-review-report'), (text) => text);
const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
process.stdout.write(renderTerminal(report, { width: process.stdout.columns ?? 100, colour }));
process.stdout.write(`${Object.values(files).join('\n')}\n`);
