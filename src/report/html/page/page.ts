import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

// Read beside the sources, from where lib/ and the bundle find them too.
const style = readFileSync(new URL('../../../../src/report/html/page/page.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('../../../../src/report/html/page/page.mjs', import.meta.url), 'utf8');

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but our own style and script, by hash: no request can leave the page, no other script can run. */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const stringifier = unified().use(rehypeStringify).freeze();

/** A self-contained HTML page. */
export function page(title: string, body: readonly ElementContent[]): string {
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: policy }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'referrer', content: 'no-referrer' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('title', title),
          h('style', style),
        ]),
        h('body', [...body, h('script', { type: 'module' }, script)]),
      ]),
    ],
  };
  return `${stringifier.stringify(tree)}\n`;
}
