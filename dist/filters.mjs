// Filters kept in the address, a search over the findings, and all of them unfolded or folded at once.

/** @typedef {Map<string, Set<string>>} Choice the chosen values of each facet that has any */

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [within]
 */
const all = (selector, type, within = document) =>
  [...within.querySelectorAll(selector)].flatMap((element) => (element instanceof type ? [element] : []));

/**
 * What a card has of a facet; several agents may have raised it.
 * @param {HTMLElement} card
 * @param {string} facet
 */
const valuesOf = (card, facet) => {
  const value = card.dataset[facet] ?? '';
  return new Set(facet === 'agent' ? value.split(' ') : [value]);
};

/** @param {HTMLFormElement} form */
function enableFilters(form) {
  const boxes = all('input[type=checkbox]', HTMLInputElement, form);
  const [search] = all('input[type=search]', HTMLInputElement, form);
  const status = form.querySelector('[role=status]');
  const [clear] = all('button[data-do=clear]', HTMLButtonElement, form);
  const facets = new Set(boxes.map((box) => box.name));
  const collect = () =>
    all('article.finding', HTMLElement).map((card) => ({
      card,
      values: new Map([...facets].map((facet) => [facet, valuesOf(card, facet)])),
    }));
  let findings = collect();
  let isPlaceMissing = false;

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
    const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    /** @param {(typeof findings)[number]} finding */
    const says = (finding) => {
      if (words.length === 0) return true;
      const text = (finding.card.textContent ?? '').toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const matching = new Set(findings.filter(says));
    const shown = findings.filter((finding) => matching.has(finding) && fits(finding, choice));
    for (const finding of findings) finding.card.classList.add('filtered-out');
    for (const finding of shown) finding.card.classList.remove('filtered-out');
    for (const section of new Set(findings.map(({ card }) => card.closest('section')))) {
      const isEmpty = section?.querySelector('.finding:not(.filtered-out)') === null;
      section?.classList.toggle('all-filtered-out', isEmpty);
    }
    for (const box of boxes) {
      const count = findings.filter(
        (finding) =>
          matching.has(finding) &&
          finding.values.get(box.name)?.has(box.value) &&
          fits(finding, choice, box.name),
      ).length;
      const label = box.parentElement?.querySelector('.count');
      if (label) label.textContent = String(count);
    }
    const more = document.querySelector('main > section > [data-packed]') ? ', more to come' : '';
    if (status) status.textContent = `Showing ${shown.length} of ${findings.length}${more}`;
    const isFiltering = choice.size > 0 || words.length > 0;
    if (clear) clear.hidden = !isFiltering;
    form.classList.toggle('filtering', isFiltering);
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
    isPlaceMissing = place !== '' && target === null;
    if (query.size > 0) {
      for (const box of boxes) box.checked = query.get(box.name)?.split(',').includes(box.value) ?? false;
    }
    apply();
    // A link to a finding that the filters hide shows everything rather than nothing.
    if (target?.classList.contains('filtered-out')) uncheck();
    if (target) writeAddress(place);
    // A shared link with filters opens at what it filters.
    if (query.size > 0) (target ?? form).scrollIntoView();
  };

  const uncheck = () => {
    for (const box of boxes) box.checked = false;
    if (search) search.value = '';
    apply();
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    apply();
    writeAddress('');
  });
  search?.addEventListener('input', apply);
  clear?.addEventListener('click', () => {
    uncheck();
    writeAddress('');
    search?.focus();
  });
  for (const [name, isOpen] of /** @type {const} */ ([
    ['expand', true],
    ['collapse', false],
  ])) {
    const [button] = all(`button[data-do=${name}]`, HTMLButtonElement, form);
    button?.addEventListener('click', () => {
      for (const fold of all('.finding > details', HTMLDetailsElement)) fold.open = isOpen;
    });
  }
  addEventListener('hashchange', readAddress);
  addEventListener('unpacked', () => {
    findings = collect();
    if (isPlaceMissing) readAddress();
    else apply();
  });
  form.hidden = false;
  readAddress();
}

for (const form of all('form.filters', HTMLFormElement)) enableFilters(form);
