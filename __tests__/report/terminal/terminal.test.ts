import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { renderTerminal } from '../../../src/report/terminal/terminal.ts';
import type * as TerminalText from '../../../src/report/terminal/terminal-text.ts';
import {
  columnsOf,
  fitWidth,
  loadTextTables,
  painter,
  wrapText,
} from '../../../src/report/terminal/terminal-text.ts';
import { manyFindings } from '../../helpers/many-findings.ts';
import { agentOf, findingOf, reportOf } from '../../helpers/report.ts';
import { reportCases, sampleReport } from '../../helpers/report-cases.ts';

test('text that is not narrow is taken for wide, until the tables that tell its width are there', async () => {
  // A copy of its own: any test before may have had the tables loaded.
  const copy = new URL('../../../src/report/terminal/terminal-text.ts?copy', import.meta.url);
  const fresh: typeof TerminalText = await import(copy.href);
  expect(fresh.columnsOf('aé')).toBe(4);
  expect(await fresh.drawMeasured(() => fresh.columnsOf('✓ ok'))).toBe(4);
  expect(fresh.columnsOf('aé')).toBe(4);
  expect(await fresh.drawMeasured(() => [fresh.columnsOf('aé'), fresh.columnsOf('日本')])).toEqual([2, 4]);
  expect(fresh.columnsOf('aé')).toBe(2);
});

describe('a terminal', () => {
  test.each([20, 40, 80, 200])('of %i columns holds every line', async (width) => {
    const text = await renderTerminal(sampleReport, { width, colour: true });
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  test('without colours gets plain text, with colours the same words', async () => {
    const plain = await renderTerminal(sampleReport, { width: 80, colour: false });
    expect(plain).not.toContain('\u001b');
    const coloured = await renderTerminal(sampleReport, { width: 80, colour: true });
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test('gets the verdict, what blocks, and who failed, not the suggestions', async () => {
    const text = await renderTerminal(sampleReport, { width: 100, colour: false });
    expect(text).toContain('Rework — Two confirmed critical findings');
    for (const id of sampleReport.verdict.blocking) expect(text).toMatch(new RegExp(`● ${id} `));
    expect(text).toContain('✗ qwen     8:00  timed out');
    expect(text).not.toContain('S1');
  });

  test('gets what would make an inconclusive review conclusive, and why an agent failed said once', async () => {
    const reason = 'Claude Code is not installed: run `npm install -g claude`.';
    const report = {
      ...reportCases.inconclusive,
      agents: [agentOf('claude', { outcome: 'missing', reason })],
      recommendations: ['Install an agent (`deep-review doctor` says how).'],
    };
    const text = await renderTerminal(report, { width: 100, colour: false });
    expect(text).toContain('\n→ Install an agent (deep-review doctor says how).\n');
    expect(text).toContain(`8:20  ${reason}\n`);
  });

  test('gets the first of many findings', async () => {
    const text = await renderTerminal(manyFindings(500), { width: 100, colour: false });
    expect(text.split('\n').length).toBeLessThan(70);
    expect(text).toMatch(/… and \d+ more findings in the report/);
  });

  test('gets titles in wide characters cut to its width', async () => {
    const finding = findingOf({ title: '接続が失われると'.repeat(20) });
    const text = await renderTerminal(reportOf({ findings: [finding] }), { width: 60, colour: false });
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(text).toContain('接続が失われると');
  });
});

test('text is cut by columns, with an ellipsis', async () => {
  await loadTextTables();
  expect(fitWidth('short', 5)).toBe('short');
  expect(fitWidth('too long', 5)).toBe('too…');
  expect(fitWidth('日本語です', 5)).toBe('日本…');
  expect(fitWidth('👩‍💻👩‍💻👩‍💻', 5)).toBe('👩‍💻👩‍💻…');
  expect(fitWidth('  two\n lines ', 20)).toBe('two lines');
  expect(fitWidth('x'.repeat(1 << 20), 10)).toBe('xxxxxxxxx…');
});

test('text is wrapped and indented', async () => {
  await loadTextTables();
  expect(wrapText('one two three four', 14, '  ', '- ')).toEqual(['- one two', '  three four']);
});

test('text of one line is what the library would make of it, and as wide', async () => {
  await loadTextTables();
  const paint = painter(true);
  const words = [
    'a',
    'bc ',
    '  ',
    '— ',
    '·',
    '✓',
    paint(['bold', 'green'], 'Merge —'),
    paint('dim', '…'),
    '日',
    '\n',
  ];
  for (let seed = 0; seed < 5_000; seed++) {
    const text = Array.from({ length: seed % 7 }, (_, at) => words[(seed * (at + 3) * 7919) % 10]).join('');
    expect(wrapText(text, 12), JSON.stringify(text)).toEqual(wrapAnsi(text, 12, { hard: true }).split('\n'));
    expect(columnsOf(text), JSON.stringify(text)).toBe(stringWidth(text));
  }
});
