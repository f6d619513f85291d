// Tables that sort by any column, both ways.

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [within]
 */
const all = (selector, type, within = document) =>
  [...within.querySelectorAll(selector)].flatMap((element) => (element instanceof type ? [element] : []));

/** @param {HTMLTableElement} table */
function enableSorting(table) {
  const heads = all('thead th', HTMLTableCellElement, table);
  const body = table.tBodies[0];
  /** @param {HTMLTableRowElement} row @param {number} column */
  const keyOf = (row, column) => row.cells[column]?.dataset.value ?? row.cells[column]?.textContent ?? '';
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const direction = head.getAttribute('aria-sort') === 'descending' ? 'ascending' : 'descending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', direction);
      const rows = [...(body?.rows ?? [])].sort((a, b) => compare(keyOf(a, column), keyOf(b, column)));
      body?.append(...(direction === 'ascending' ? rows : rows.reverse()));
    });
  }
}

/**
 * Numbers by size, everything else by spelling.
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  const difference = Number(a || Number.NaN) - Number(b || Number.NaN);
  return Number.isNaN(difference) ? a.localeCompare(b, 'en', { numeric: true }) : difference;
}

for (const table of all('table.sortable', HTMLTableElement)) enableSorting(table);
