import type { Element, ElementContent } from 'hast';
import { languageOf } from '../../../model/report/language.ts';
import type { ReportFinding } from '../../../model/report/report-schema.ts';
import { clipLines } from '../../summary/clip.ts';
import { copyButton } from '../page/copy.ts';
import { h } from '../page/element.ts';
import { highlightLines } from './highlight.ts';

/** Lines of a patch that are one kind of thing: a file's header, a hunk's, or code. */
interface Stretch {
  readonly kind: 'file' | 'hunk' | 'code';
  readonly lines: string[];
}

const codeKinds: Readonly<Record<string, string>> = { '+': 'added', '-': 'deleted' };

/** A patch on the page, and apart from it the buttons that copy it: none of one that was cut. */
export interface PatchFigure {
  readonly buttons: readonly Element[];
  readonly figure: Element;
}

/** A patch line by line in colours, highlighted as the language of its file: as git takes it, or as its agent wrote it. */
export function patchFigure(
  { patch, exact }: NonNullable<ReportFinding['fix']>,
  path: string | null,
  id: string,
): PatchFigure {
  const written = (exact ?? patch ?? '').replace(/\n+$/, '');
  const shown = clipLines(written, 2000, 2000);
  // Neither is what git would find in the file.
  const isExact = exact !== undefined && !written.includes('⟨U+');
  let language = languageOf(path ?? '');
  const lines = stretchesOf(shown.split('\n')).flatMap(({ kind, lines }) => {
    if (kind === 'code') return codeLines(lines, language);
    const named = lines.findLast((line) => line.startsWith('+++ '));
    if (named !== undefined) language = languageOf(named.replace(/\t.*$/, ''));
    return lines.map((line) => h('span', { className: ['line', kind] }, `${line.replace(/\r$/, '')}\n`));
  });
  // The header of the one file that is named above is for git alone.
  const isOwn = exact?.startsWith(`diff --git a/${path} b/${path}\n`) && exact.indexOf('\ndiff --git ') < 0;
  const figure = h('figure', { className: isOwn ? ['patch', 'own'] : ['patch'] }, [
    h('pre', { tabIndex: 0, role: 'group', ariaLabel: `Patch: ${id}` }, [h('code', lines)]),
    ...(isExact ? [] : [h('figcaption', 'As it was written: it does not apply to the head as it stands.')]),
  ]);
  const isWhole = shown === written;
  return { figure, buttons: isWhole ? [copyButton('patch', isExact ? 'Copy patch' : 'Copy lines', id)] : [] };
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
  const plain = lines.map((line) => line.slice(1).replace(/\r$/, ''));
  const contents = highlightLines(plain.join('\n'), language);
  return lines.map((line, index) => {
    const sign = line.slice(0, 1);
    const kind = codeKinds[sign];
    const content: ElementContent[] = contents[index] ?? [];
    const classes = ['line', ...(kind ? [kind] : []), ...(line.endsWith('\r') ? ['cr'] : [])];
    return h('span', { className: classes }, [h('span', { className: ['sign'] }, sign), ...content, '\n']);
  });
}
