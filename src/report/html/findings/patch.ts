import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { languageOf } from '../../../model/report/language.ts';
import { clipLines } from '../../summary/clip.ts';
import { highlightLines } from './highlight.ts';

/** Lines of a patch that are one kind of thing: a file's header, a hunk's, or code. */
interface Stretch {
  readonly kind: 'file' | 'hunk' | 'code';
  readonly lines: string[];
}

const codeKinds: Readonly<Record<string, string>> = { '+': 'added', '-': 'deleted' };

/** A patch line by line in colours, highlighted as the language of its file, with a button that copies it where scripts run. */
export function patchFigure(patch: string, label: string, path: string | null): Element {
  const shown = clipLines(patch, 2000, 2000);
  let language = languageOf(path ?? '');
  const lines = stretchesOf(shown.split('\n')).flatMap(({ kind, lines }) => {
    if (kind === 'code') return codeLines(lines, language);
    const named = lines.findLast((line) => line.startsWith('+++ '));
    if (named !== undefined) language = languageOf(named.replace(/\t.*$/, ''));
    return lines.map((line) => h('span', { className: ['line', kind] }, `${line}\n`));
  });
  return h('figure', { className: ['patch'] }, [
    ...(shown === patch.replace(/\n+$/, '') ? [copyButton(label)] : []),
    h('pre', { tabIndex: 0, role: 'region', ariaLabel: `Patch: ${label}` }, [h('code', lines)]),
  ]);
}

function stretchesOf(lines: readonly string[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, line] of lines.entries()) {
    const kind = isFileHeader(lines, index) ? 'file' : line.startsWith('@@') ? 'hunk' : 'code';
    const last = stretches.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else stretches.push({ kind, lines: [line] });
  }
  return stretches;
}

/** `---` begins a deleted line too, where no `+++` follows: SQL's comments begin with `--`. */
function isFileHeader(lines: readonly string[], index: number): boolean {
  const [before = '', line = '', after = ''] = [lines[index - 1], lines[index], lines[index + 1]];
  if (line.startsWith('--- ')) return after.startsWith('+++ ');
  if (line.startsWith('+++ ')) return before.startsWith('--- ');
  return /^(?:diff |index )/.test(line);
}

/** Code is highlighted without its signs, which stand in a column of their own. */
function codeLines(lines: readonly string[], language: string | null): Element[] {
  const contents = highlightLines(lines.map((line) => line.slice(1)).join('\n'), language);
  return lines.map((line, index) => {
    const sign = line.slice(0, 1);
    const kind = codeKinds[sign];
    const content: ElementContent[] = contents[index] ?? [];
    return h('span', { className: kind ? ['line', kind] : ['line'] }, [
      h('span', { className: ['sign'] }, sign),
      ...content,
      '\n',
    ]);
  });
}

/** Shown by the page's script; a patch that was cut cannot be copied. */
const copyButton = (label: string) =>
  h(
    'button',
    { type: 'button', className: ['copy'], hidden: true, ariaLabel: `Copy patch: ${label}` },
    'Copy',
  );
