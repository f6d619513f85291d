import type { Severity } from '../../model/answers/review-schema.ts';
import type { Check } from '../check.ts';
import { enclosingLines } from '../view/enclosing-lines.ts';
import { patchLine } from '../view/line-patch.ts';
import { extensionOf, isFixture, isManual, isPractice, languageOf } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

interface Statement {
  readonly pattern: RegExp;
  readonly severity: Severity;
  /** What it does when it runs. */
  readonly effect: string;
}

const stops = 'stops the program and waits for a debugger or for input';
const javascript: Statement = {
  pattern: /(?<![\w$.#'"`-])debugger(?=[ \t]*(?:;|\}|\r?$))/gm,
  severity: 'important',
  effect: stops,
};
const statements: Readonly<Record<string, Statement>> = {
  javascript,
  typescript: javascript,
  // Scripts in pages and components.
  xml: { ...javascript, pattern: /^[ \t]*debugger(?=[ \t]*;?[ \t]*\r?$)/gm },
  erb: {
    pattern: /<%[-=]?\s*(?:binding\.(?:pry|irb|break)|byebug|debugger)(?=\s*-?%>)/g,
    severity: 'important',
    effect: stops,
  },
  python: {
    pattern: /(?<![\w.]|def )(?:breakpoint|(?:(?:i?pdb|pudb|wdb|web_pdb|rdb)\.)?set_trace)\(\)/g,
    severity: 'important',
    effect: stops,
  },
  ruby: {
    pattern: /^[ \t]*(?:binding\.(?:pry|irb|break)|byebug|debugger)(?=[ \t]*(?:(?:if|unless) .*)?\r?$)/gm,
    severity: 'important',
    effect: stops,
  },
  php: {
    pattern:
      /^[ \t]*(?:(?:dd|xdebug_break)\((?=.*\);[ \t]*\r?$)|(?:var_dump|print_r)\([^\n]*\);\s*(?:die|exit)\b)/gm,
    severity: 'important',
    effect: 'ends the request with a dump, or stops it',
  },
  go: { pattern: /(?<![\w.])runtime\.Breakpoint\(\)/g, severity: 'important', effect: stops },
  perl: { pattern: /\$DB::single\s*=\s*1/g, severity: 'important', effect: stops },
  r: { pattern: /^[ \t]*browser\(\)/gm, severity: 'important', effect: stops },
  rust: {
    pattern: /(?<!\w)dbg!\s*[([{]/g,
    severity: 'suggestion',
    effect: 'prints its argument to standard error, in release builds too',
  },
};

/** Reports statements that were left over from debugging. */
export const debuggerStatements: Check = {
  scope: 'file',
  name: 'debugger-statements',
  about: 'Left-over debugger statements (`debugger;`, `breakpoint()`, `binding.pry`, `dbg!`, …).',
  async *inspect(file) {
    const language = extensionOf(file.path) === 'erb' ? 'erb' : (languageOf(file.path) ?? '');
    const statement = statements[language];
    if (!statement || !file.isReviewed || isFixture(file.path) || isManual(file.path)) return;
    if (statement.severity === 'suggestion' && isPractice(file.path)) return;
    for (const { line, column, text, match } of file.search(statement.pattern)) {
      const start = column + match[0].length - match[0].trimStart().length;
      if (language !== 'erb' && (await file.syntaxAt(line, start)) !== 'code') continue;
      if (isWanted((await file.read('new')) ?? '', line, text)) continue;
      yield {
        severity: statement.severity,
        kind: 'regression',
        title: `Left-over \`${match[0].trim().replace(/[([{]$/, '')}\``,
        path: file.path,
        line,
        quote: quoteLine(text, column),
        explanation: `This statement of a debugging session ${statement.effect}.`,
        fix: 'Delete it.',
        patch: standsAlone.test(text) ? await patchLine(file, line, null) : null,
      };
    }
  },
  examples: {
    reports: [
      { change: { 'a.js': 'function f() {\n  debugger;\n}\n' }, at: ['a.js:2'], severity: 'important' },
      {
        change: { 'a.py': 'def f():\n    x = 1\n    import pdb; pdb.set_trace()\n' },
        at: ['a.py:3'],
        severity: 'important',
      },
      {
        change: { 'a.py': ['def f():\n    return 1\n', 'def f():\n    breakpoint()\n    return 1\n'] },
        at: ['a.py:2'],
        severity: 'important',
      },
      { change: { 'a.rb': 'def f\n  binding.pry if x\nend\n' }, at: ['a.rb:2'], severity: 'important' },
      { change: { 'a.rs': 'fn f() {\n    let a = dbg!(1);\n}\n' }, at: ['a.rs:2'], severity: 'suggestion' },
    ],
    ignores: [
      { 'a.js': '// eslint-disable-next-line no-debugger\ndebugger;\n' },
      { 'a.py': 'def run(args):\n    if args.pdb:\n        pdb.set_trace()\n' },
      { 'src/lib.rs': '#[cfg(test)]\nmod tests {\n    fn a() {\n        dbg!(1);\n    }\n}\n' },
      { 'a.js': '// debugger;\nconst text = "debugger;";\nconst o = { debugger: true };\no.debugger;\n' },
      { 'a.py': '"""Call breakpoint() here."""\n# breakpoint()\ndef breakpoint():\n    pass\n' },
      { 'a.rs': '/// Use dbg!(x) to print.\nfn f() {}\n' },
      { 'a.js': ['debugger;\n', 'f();\n'] },
      { 'a.js': 'console.log("ready");\n' },
    ],
  },
};

/** A line that can go as a whole. Python's are left to people, since a block may not stay empty. */
const standsAlone =
  /^\s*(?:debugger|binding\.(?:pry|irb|break)|byebug|runtime\.Breakpoint\(\)|browser\(\)|xdebug_break\(\));?\s*$/;

/** Whether a statement is there on purpose: a linter is told so, an option asks for it, or its function is there for it. */
function isWanted(text: string, line: number, own: string): boolean {
  const before = text.split('\n').slice(0, line - 1);
  const last = before.at(-1) ?? '';
  const around = enclosingLines(text, line);
  return (
    /(?:eslint-disable|oxlint-disable|biome-ignore|noqa|nosec|rubocop:disable|nolint|allow\(clippy::dbg_macro)/.test(
      own + last,
    ) ||
    /^\s*(?:\}?\s*(?:els?e?\s*)?if|unless|elif)\b.*(?:debug|pdb|break|trace|dev)/i.test(around[0] ?? '') ||
    /^\s*if\b.*(?:debug|pdb|break|trace|dev).*:/i.test(own) ||
    // A method that offers to dump and end does it by name: ddJson, dumpAndDie.
    around.some((other) => /\bfunction\s+(?:dd|dump|die|debug|break)/i.test(other)) ||
    (/\bdbg!/.test(own) && before.some((other) => /^\s*#\[cfg\((?:all\()?test\b/.test(other)))
  );
}
