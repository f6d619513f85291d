// @ts-check
// What the page gains where scripts run: filters kept in the address, tables that sort, buttons that copy. Everything can
// be read without it. The page's policy allows this script alone, by its hash.
const facets = ['severity', 'kind', 'agent', 'ruling', 'state'];
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form.filters'));
const findings = [
  .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('article.finding')),
].map((card) => ({
  card,
  values: new Map(facets.map((facet) => [facet, (card.dataset[facet] ?? '').split(' ')])),
}));

if (form) {
  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input'))];
  const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const reset = /** @type {HTMLButtonElement} */ (form.querySelector('[type=reset]'));

  /** @returns {Map<string, Set<string>>} the chosen values of each facet that has any */
  const chosen = () => {
    const choice = new Map();
    for (const { name, value, checked } of boxes) {
      if (checked) choice.set(name, (choice.get(name) ?? new Set()).add(value));
    }
    return choice;
  };

  /** Whether a finding fits every chosen facet, leaving one out. */
  const fits = (finding, choice, except) =>
    [...choice].every(
      ([facet, values]) => facet === except || finding.values.get(facet).some((value) => values.has(value)),
    );

  const apply = () => {
    const choice = chosen();
    let shown = 0;
    for (const finding of findings) {
      const isShown = fits(finding, choice, null);
      finding.card.classList.toggle('filtered-out', !isShown);
      if (isShown) shown++;
    }
    for (const box of boxes) {
      const count = findings.filter(
        (finding) => finding.values.get(box.name).includes(box.value) && fits(finding, choice, box.name),
      ).length;
      const label = /** @type {HTMLElement} */ (box.parentElement?.querySelector('.count'));
      label.textContent = String(count);
    }
    status.textContent = `Showing ${shown} of ${findings.length} findings`;
    reset.hidden = choice.size === 0;
  };

  /** The address keeps the place and the filters: `#I1?severity=critical&agent=codex`. */
  const readAddress = () => {
    const [place = '', query = ''] = decodeURIComponent(location.hash.slice(1)).split('?');
    return { place, query: new URLSearchParams(query) };
  };
  const writeAddress = (place) => {
    const query = new URLSearchParams();
    for (const [facet, values] of chosen()) query.set(facet, [...values].join(','));
    const fragment = `${place}${query.size > 0 ? `?${decodeURIComponent(query.toString())}` : ''}`;
    history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
  };
  const follow = () => {
    const { place, query } = readAddress();
    if (query.size > 0) {
      for (const box of boxes) box.checked = (query.get(box.name) ?? '').split(',').includes(box.value);
    }
    const target = place ? document.getElementById(place) : null;
    apply();
    // A link to a finding that the filters hide shows everything rather than nothing.
    if (target?.classList.contains('filtered-out')) {
      form.reset();
      for (const box of boxes) box.checked = false;
      apply();
    }
    if (query.size > 0 || target) writeAddress(place);
    if (target && query.size > 0) target.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    apply();
    writeAddress('');
  });
  form.addEventListener('reset', () => {
    for (const box of boxes) box.checked = false;
    apply();
    writeAddress('');
    boxes[0]?.focus();
  });
  addEventListener('hashchange', follow);
  follow();
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll('button.copy')
)) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = button.parentElement?.querySelector('pre')?.textContent ?? '';
    const words = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Not allowed',
    );
    button.textContent = words;
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  });
}

for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (
  document.querySelectorAll('table.sortable')
)) {
  const heads = [...table.querySelectorAll('thead th')];
  const body = table.tBodies[0];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const isDescending = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      const key = (row) => row.cells[column]?.dataset.value ?? row.cells[column]?.textContent ?? '';
      const compare = (a, b) => key(a).localeCompare(key(b), 'en', { numeric: true });
      const rows = [...(body?.rows ?? [])].sort((a, b) => (isDescending ? compare(b, a) : compare(a, b)));
      body?.append(...rows);
    });
  }
}

addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not(.raw)')) details.setAttribute('open', '');
});
