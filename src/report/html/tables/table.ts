import type { Element } from 'hast';
import { h } from '../page/element.ts';

/** A column's head; one with a meaning holds numbers, which stand to the right. */
type Head = string | { readonly title: string; readonly meaning: string };

/** A table in a box that scrolls by itself and can be reached by keyboard. */
export function scrollingTable(
  label: string,
  heads: readonly Head[],
  rows: readonly Element[],
  className: readonly string[] = [],
): Element {
  const cells = heads.map((head) =>
    typeof head === 'string'
      ? h('th', { scope: 'col' }, head)
      : h('th', { scope: 'col', className: ['number'], title: head.meaning }, head.title),
  );
  return h('div', { className: ['scroll'], tabIndex: 0, role: 'group', ariaLabel: label }, [
    h('table', { className: [...className] }, [h('thead', h('tr', cells)), h('tbody', [...rows])]),
  ]);
}
