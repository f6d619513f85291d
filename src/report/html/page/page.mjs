// What the page gains where scripts run: filters kept in the address, tables that sort, buttons that copy. Everything can
// be read without it. The page's policy allows this script alone, by its hash.

/** @typedef {Map<string, Set<string>>} Choice the chosen values of each facet that has any */

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [within]
 */
const all = (selector, type, within = document) =>
  [...within.querySelectorAll(selector)].flatMap((element) => (element instanceof type ? [element] : []));

/** @param {HTMLFormElement} form */
function enableFilters(form) {
  const boxes = all('input', HTMLInputElement, form);
  const status = form.querySelector('[role=status]');
  const [clear] = all('button', HTMLButtonElement, form);
  const facets = new Set(boxes.map((box) => box.name));
  const findings = all('article.finding', HTMLElement).map((card) => ({
    card,
    values: new Map([...facets].map((facet) => [facet, new Set(card.dataset[facet]?.split(' '))])),
  }));
  const sections = [...new Set(findings.map(({ card }) => card.closest('section')))];

  /** @returns {Choice} */
  const choose = () => {
    const choice = new Map();
    for (const { name, value, checked } of boxes) {
      if (checked) choice.set(name, (choice.get(name) ?? new Set()).add(value));
    }
    return choice;
  };

  /**
   * Whether a finding fits every chosen facet, one of them set aside.
   * @param {(typeof findings)[number]} finding
   * @param {Choice} choice
   * @param {string} [aside]
   */
  const fits = (finding, choice, aside) =>
    [...choice].every(
      ([facet, chosen]) =>
        facet === aside || [...chosen].some((value) => finding.values.get(facet)?.has(value)),
    );

  const apply = () => {
    const choice = choose();
    const shown = findings.filter((finding) => fits(finding, choice));
    for (const finding of findings) finding.card.classList.add('filtered-out');
    for (const finding of shown) finding.card.classList.remove('filtered-out');
    for (const section of sections) {
      const isEmpty = section?.querySelector('.finding:not(.filtered-out)') === null;
      section?.classList.toggle('all-filtered-out', isEmpty);
    }
    for (const box of boxes) {
      const count = findings.filter(
        (finding) => finding.values.get(box.name)?.has(box.value) && fits(finding, choice, box.name),
      ).length;
      const label = box.parentElement?.querySelector('.count');
      if (label) label.textContent = String(count);
    }
    if (status) status.textContent = `Showing ${shown.length} of ${findings.length} findings`;
    if (clear) clear.hidden = choice.size === 0;
    form.classList.toggle('filtering', choice.size > 0);
  };

  /**
   * The address holds the place and the filters: `#I1?severity=critical,important&agent=codex`.
   * @param {string} place
   */
  const writeAddress = (place) => {
    const query = new URLSearchParams([...choose()].map(([facet, values]) => [facet, [...values].join()]));
    const fragment = query.size > 0 ? `${place}?${query.toString().replaceAll('%2C', ',')}` : place;
    history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
  };

  const readAddress = () => {
    const [place = '', written = ''] = location.hash.slice(1).split('?');
    const query = new URLSearchParams(written);
    const target = document.getElementById(place);
    if (query.size > 0) {
      for (const box of boxes) box.checked = query.get(box.name)?.split(',').includes(box.value) ?? false;
    }
    apply();
    // A link to a finding that the filters hide shows everything rather than nothing.
    if (target?.classList.contains('filtered-out')) uncheck();
    if (target) writeAddress(place);
    if (target && query.size > 0) target.scrollIntoView();
  };

  const uncheck = () => {
    for (const box of boxes) box.checked = false;
    apply();
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    apply();
    writeAddress('');
  });
  clear?.addEventListener('click', () => {
    uncheck();
    writeAddress('');
    boxes[0]?.focus();
  });
  addEventListener('hashchange', readAddress);
  form.hidden = false;
  readAddress();
}

/** @param {HTMLButtonElement} button */
function enableCopy(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = button.parentElement?.querySelector('pre')?.textContent ?? '';
    button.textContent = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Not allowed',
    );
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
}

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

for (const form of all('form.filters', HTMLFormElement)) enableFilters(form);
for (const button of all('button.copy', HTMLButtonElement)) enableCopy(button);
for (const table of all('table.sortable', HTMLTableElement)) enableSorting(table);

// Paper has no folds, but it need not repeat the raw reviews.
addEventListener('beforeprint', () => {
  for (const details of all('details:not(.raw)', HTMLDetailsElement)) details.open = true;
});
