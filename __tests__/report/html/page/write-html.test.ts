import { fromHtml } from 'hast-util-from-html';
import { expect, test } from 'vitest';
import { h } from '../../../../src/report/html/page/element.ts';
import { writeHtml, writtenAlready } from '../../../../src/report/html/page/write-html.ts';

const hostile = '"><script>alert(1)</script> &lt; &#x3C; &amp \' ` = \t';

test('a browser reads back every text and attribute as it was', () => {
  const element = h(
    'p',
    { title: hostile, ariaLabel: 'a', dataLine: '1', tabIndex: 0, hidden: true, id: null },
    [hostile, h('br'), h('code', hostile)],
  );
  const [read] = fromHtml(writeHtml([element]), { fragment: true }).children;
  expect(read).toMatchObject({
    tagName: 'p',
    properties: { title: hostile, ariaLabel: 'a', dataLine: '1', tabIndex: 0, hidden: true },
    children: [
      { type: 'text', value: hostile },
      { tagName: 'br' },
      { tagName: 'code', children: [{ type: 'text', value: hostile }] },
    ],
  });
  expect(read).not.toHaveProperty('properties.id');
});

test('what was written already is not escaped again, and nothing else passes for it', () => {
  const once = writtenAlready([h('b', hostile)]);
  expect(writeHtml([h('p', [once])])).toBe(`<p>${writeHtml([h('b', hostile)])}</p>`);
  expect(writeHtml([{ ...once } as typeof once])).not.toContain('<b>');
});

test('names of attributes are those of HTML and SVG', () => {
  const properties = {
    className: ['a', 'b'],
    httpEquiv: 'x',
    textAnchor: 'end',
    ariaLabelledBy: 'y z',
    colSpan: 2,
  };
  expect(writeHtml([h('td', properties)])).toBe(
    '<td class="a b" http-equiv="x" text-anchor="end" aria-labelledby="y z" colspan="2"></td>',
  );
});
