// Folds that open where a link leads into them and on paper, and keys: j and k from finding to finding, [ and ] from section to
// section, / to the search, ? for the list of them.

/** @param {Element | null} target */
function reveal(target) {
  for (let element = target; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
  const fold = target?.querySelector(':scope > details');
  if (fold instanceof HTMLDetailsElement) fold.open = true;
}

/** Whether the address leads to what is still packed. */
let isMissing = false;

function revealAddress() {
  const [place = ''] = location.hash.slice(1).split('?');
  const target = document.getElementById(place);
  isMissing = target === null && place !== '';
  if (target === null) return;
  reveal(target);
  target.scrollIntoView();
}

/** @param {string} selector */
const visible = (selector) =>
  [...document.querySelectorAll(selector)].filter(
    (element) => element instanceof HTMLElement && element.offsetParent !== null,
  );

/**
 * Goes to the next of some elements below the top of the window, or to the one before.
 * @param {string} selector
 * @param {1 | -1} direction
 */
function step(selector, direction) {
  const elements = visible(selector);
  const current = elements.findLastIndex((element) => element.getBoundingClientRect().top < 24);
  const isAt = Math.abs((elements[current]?.getBoundingClientRect().top ?? -99) - 12) < 14;
  const next = elements[direction === 1 ? current + 1 : isAt ? current - 1 : current];
  if (!next) return;
  scrollTo({ top: next.getBoundingClientRect().top + scrollY - 12 });
  const inner = next.querySelector('summary, h2 a');
  if (inner instanceof HTMLElement) inner.focus({ preventScroll: true });
}

/** @type {Readonly<Record<string, () => void>>} */
const actions = {
  j: () => step('article.finding', 1),
  k: () => step('article.finding', -1),
  ']': () => step('main > section', 1),
  '[': () => step('main > section', -1),
  '/': () => {
    const search = document.querySelector('input[type=search]');
    if (search instanceof HTMLInputElement) search.focus();
  },
  '?': () => {
    const help = document.getElementById('keys');
    if (help instanceof HTMLDialogElement) help.showModal();
  },
};

addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
    return;
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
  if (action === undefined) return;
  event.preventDefault();
  action();
});
addEventListener('hashchange', revealAddress);
addEventListener('unpacked', () => {
  if (isMissing) revealAddress();
});
revealAddress();

// Paper has no folds, but it need not repeat the raw reviews.
addEventListener('beforeprint', () => {
  for (const fold of document.querySelectorAll('details:not(.raw)')) {
    if (fold instanceof HTMLDetailsElement) fold.open = true;
  }
});
