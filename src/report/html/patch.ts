import type { Element } from 'hast';
import { h } from 'hastscript';
import { clipLines } from '../clip.ts';

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:\+\+\+|---|diff |index )/, 'file'],
  [/^@@/, 'hunk'],
  [/^\+/, 'added'],
  [/^-/, 'deleted'],
];

/** A patch line by line in colours, with a button that copies it where scripts run. */
export function patchFigure(patch: string, label: string): Element {
  const shown = clipLines(patch, 2000, 2000);
  const lines = shown.split('\n').map((line) => {
    const kind = kinds.find(([pattern]) => pattern.test(line))?.[1];
    return h('span', { className: kind ? ['line', kind] : ['line'] }, `${line}\n`);
  });
  return h('figure', { className: ['patch'] }, [
    ...(shown === patch.replace(/\n+$/, '') ? [copyButton(label)] : []),
    h('pre', { tabIndex: 0, role: 'region', ariaLabel: `Patch: ${label}` }, [h('code', lines)]),
  ]);
}

/** Shown by the page's script; a patch that was cut cannot be copied. */
const copyButton = (label: string) =>
  h(
    'button',
    { type: 'button', className: ['copy'], hidden: true, ariaLabel: `Copy patch: ${label}` },
    'Copy',
  );
