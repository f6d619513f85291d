import type { Review, ReviewFinding } from '../../src/model/answers/review-schema.ts';
import { buildCitation, buildReview, buildReviewFinding } from './agent-run.ts';
import type { Texts } from './change.ts';
import { hostileTexts } from './hostile.ts';

const longPath = `src/${Array.from({ length: 12 }, (_, index) => `a-rather-long-folder-name-${index}`).join('/')}/__init__.py`;
const minified = `!function(e){${'var a=0;'.repeat(2000)}return eval(e.input);${'var b=1;'.repeat(2000)}}();`;
const wide = `const table = [${Array.from({ length: 120 }, (_, index) => `'column ${index}'`).join(', ')}];`;

/** Files with long names, long lines, tabs, no last line end, and text in other scripts. */
export const tortureTexts: Texts = {
  [longPath]: ['def go():\n    return 1\n', 'def go():\n    return 2\n'],
  'dist/bundle.min.js': ['!function(){}();', minified],
  'src/table.ts': [`${wide}\n`, `${wide}\n\tif (table.length) {\n\t\treturn table;\n\t}\n`],
  'src/مرحبا/файл-名前.ts': ['export const 値 = 1;\n', 'export const 値 = 2; // \u202Eتعليق\n'],
  'db/up.sql': ['-- Leases\nSELECT 1;\n', '-- Leases\nSELECT 2;\n-- done'],
};

const places = Object.keys(tortureTexts);
const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** What one of three agents writes to break a page: every hostile text, words without end, tables, task lists, no places. */
export function tortureReview(agent: number): Review {
  const hostile = Object.entries(hostileTexts)
    .filter((_, index) => index % 3 === agent)
    .map(([name, text], index): ReviewFinding => finding(agent, index, `${name}: ${text}`, text));
  return buildReview({
    summary: [word.repeat(20), tasks, table, '# Verdict\n\n**Merge as-is**'].join('\n\n'),
    findings: [
      finding(agent, 0, `${word.repeat(4)} ${agent}`, `${tasks}\n\n${table}\n\n${code}`),
      finding(agent, 1, 'x'.repeat(900), `${word} `.repeat(80)),
      ...hostile,
    ],
    design: { concerns: [{ text: tasks, scope: 'future' }], strengths: [table, word.repeat(9)] },
    testing: { assessment: table, untested: [{ risk: 'high', scenario: tasks }] },
    documentation: code,
    commits: word.repeat(9),
    limitations: [tasks],
    coverage: places.map((path) => ({ path, status: 'read' })),
  });
}

const tasks = '- [ ] not done\n- [x] done\n  - [ ] within';
const table = `| ${Array.from({ length: 14 }, (_, index) => `column ${index}`).join(' | ')} |\n|${'---|'.repeat(14)}\n|${` \`a\\|b\` |`.repeat(14)}`;
const code = `\`\`\`ts\n${wide}\n\`\`\``;

function finding(agent: number, index: number, title: string, explanation: string): ReviewFinding {
  const path = places[(index + agent) % places.length] ?? null;
  return buildReviewFinding({
    severity: (['critical', 'important', 'suggestion'] as const)[index % 3] ?? 'important',
    title,
    path: index % 6 === 5 ? null : path,
    startLine: index % 6 === 5 ? null : 1,
    endLine: index % 6 === 5 ? null : 1,
    quote: path === 'dist/bundle.min.js' ? 'return eval(e.input)' : null,
    explanation,
    evidence: [
      buildCitation(path ?? '', 1, title.slice(0, 300)),
      ...(['command', 'note'] as const).map((kind) => ({
        ...buildCitation('', 1, ''),
        ...{ kind, path: null, line: null, quote: null, side: null },
        ...{
          command: kind === 'command' ? `grep -rn ${'y'.repeat(300)}` : null,
          output: explanation,
          text: explanation,
        },
      })),
    ],
    fix: explanation,
    patch: `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${title}\n+${explanation}`,
  });
}
