import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Element, ElementContent } from 'hast';
import { h } from './element.ts';
import { writeHtml } from './write-html.ts';

// Read beside the sources, from where lib/ and the bundle find them too.
const style = readFileSync(new URL('../../../../src/report/html/page/page.css', import.meta.url), 'utf8');
const scripts = [
  readFileSync(new URL('../../../../src/report/html/page/filters.mjs', import.meta.url), 'utf8'),
  readFileSync(new URL('../../../../src/report/html/page/folds.mjs', import.meta.url), 'utf8'),
  readFileSync(new URL('../../../../src/report/html/page/copy.mjs', import.meta.url), 'utf8'),
  readFileSync(new URL('../../../../src/report/html/page/tables.mjs', import.meta.url), 'utf8'),
  // The last, since the others listen to it.
  readFileSync(new URL('../../../../src/report/html/page/packed.mjs', import.meta.url), 'utf8'),
];

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but our own style and scripts, by hash: no request can leave the page, no other script can run. */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${scripts.map(hashOf).join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** A self-contained HTML page. */
export function page(title: string, body: readonly ElementContent[]): string {
  const html = h('html', { lang: 'en' }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'referrer', content: 'no-referrer' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', title),
      h('style', style),
    ]),
    h('body', [
      ...body,
      keysHelp(),
      h('p', { id: 'said', className: ['unseen'], role: 'status' }),
      ...scripts.map((script) => h('script', { type: 'module' }, script)),
    ]),
  ]);
  return `<!doctype html>${writeHtml([html])}\n`;
}

const keys = [
  ['j, k', 'next finding, the one before'],
  ['], [', 'next section, the one before'],
  ['/', 'search'],
  ['Esc', 'closes this list'],
] as const;

/** Opened by the key `?`. */
const keysHelp = (): Element =>
  h('dialog', { id: 'keys', ariaLabel: 'Keys' }, [
    h(
      'dl',
      keys.map(([key, meaning]) => h('div', [h('dt', h('kbd', key)), h('dd', meaning)])),
    ),
    h('form', { method: 'dialog' }, h('button', 'Close')),
  ]);
