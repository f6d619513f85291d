import { expect, test } from 'vitest';
import { applyLegend } from '../../../../src/findings/markdown/document/legend.ts';

test('a mark gets the meaning that a legend gives it', () => {
  const legend = ['- 🔴 **Critical** - at once', '- 🟢 **Medium** - next'];
  expect(applyLegend([...legend, '', '🟢 It polls too often'])[3]).toBe('🟠 It polls too often');
  expect(applyLegend(['🔴 严重 ｜ 🟠 中等 ｜ 🟡 轻微', '🟡 名称太短'])[1]).toBe('🔵 名称太短');
});

test.each([
  ['one mark alone', ['🟢 Medium - a finding', '', '🟢 Another one']],
  ['marks that mean the usual', ['- 🔴 Critical: at once', '- 🟠 High: soon', '🟠 It polls']],
  ['words that are no levels', ['🟢 Passed', '🔴 Failed', '🟢 It polls']],
])('%s change nothing', (_, lines) => expect(applyLegend(lines)).toEqual(lines));
