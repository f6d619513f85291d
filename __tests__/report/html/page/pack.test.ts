import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { h } from '../../../../src/report/html/page/element.ts';
import { createPacker, withPacks } from '../../../../src/report/html/page/pack.ts';
import { writeHtml } from '../../../../src/report/html/page/write-html.ts';
import { packsOf, unpack } from '../../../helpers/unpack.ts';

/** A page that holds some nodes packed. */
function pageWith(
  nodes: Parameters<ReturnType<typeof createPacker>['pack']>[1],
  redact = (text: string) => text,
) {
  const packer = createPacker(redact);
  const host = packer.pack('some', nodes, [h('p', 'Meanwhile.')]);
  return fromHtml(withPacks(`<!doctype html>${writeHtml([h('html', h('body', host))])}`, packer));
}

test('what is packed is built as it was, whatever is in it', () => {
  const hostile = '</template><script>alert(1)</script>\n“é” ]]> &amp;';
  const card = h(
    'article',
    { id: 'C1', className: ['finding', 'critical'], dataBlocking: 'not', hidden: true },
    [
      h('p', { ariaLabel: hostile }, hostile),
      h('template', { className: ['hand-off'] }, hostile),
      h('pre', { tabIndex: 0 }, h('code', ['\n', hostile])),
    ],
  );
  const page = pageWith([card, h('p', 'Another.')]);
  expect(textOf(page)).toBe('Meanwhile.');
  const [built, another] = unpack(page);
  expect(built).toMatchObject({
    tagName: 'article',
    properties: { id: 'C1', className: ['finding', 'critical'], dataBlocking: 'not', hidden: true },
    children: [
      { tagName: 'p', properties: { ariaLabel: hostile }, children: [{ type: 'text', value: hostile }] },
      { tagName: 'template', content: { children: [{ type: 'text', value: hostile }] } },
      { tagName: 'pre', properties: { tabIndex: 0 } },
    ],
  });
  expect(another).toMatchObject({ tagName: 'p' });
});

describe('a secret', () => {
  const secret = 'hunter2-hunter2';
  const redact = (text: string) => text.replaceAll(secret, '[redacted]');

  test('is taken out before anything is compressed, and out of its node alone', () => {
    const page = pageWith([h('p', `The key ${secret} leaks.`), h('p', 'Another.')], redact);
    expect(unpack(page).map((node) => 'children' in node && textOf(node))).toEqual([
      'The key [redacted] leaks.',
      'Another.',
    ]);
  });

  test('that takes its node apart leaves the node without what is in it', () => {
    const greedy = (text: string) => text.replace(/BEGIN.*END"\]/s, '[redacted]');
    const card = h('article', { id: 'C1' }, [h('p', 'BEGIN'), h('p', 'END'), h('p', 'More.')]);
    expect(packsOf(pageWith([card, h('p', 'Another.')], greedy)).get('some')).toBe(
      '["article",{"id":"C1"},"[redacted]"]\n["p",{},"Another."]',
    );
  });
});
