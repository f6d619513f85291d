// Buttons that copy: a fix, a patch, and what an agent is told of a finding or of all that block.

/** @param {ParentNode | null | undefined} within @param {string} name */
const inertText = (within, name) => {
  const template = within?.querySelector(`template.${name}`);
  return template instanceof HTMLTemplateElement ? (template.content.textContent ?? '') : '';
};

/** @param {readonly (string | undefined)[]} parts */
const joined = (parts) => `${parts.join('\n\n')}\n`;

/** @type {Readonly<Record<string, (button: HTMLElement) => string>>} */
const texts = {
  fix: (button) => {
    const words = button.closest('.fix')?.querySelector('.words');
    return words instanceof HTMLElement ? words.innerText : '';
  },
  patch: (button) => {
    const patch = button.closest('.fix')?.querySelector('.patch pre');
    // Pages have line feeds alone; a file's own carriage returns belong to its lines.
    return [...(patch?.querySelectorAll('.line') ?? [])]
      .map((line) => (line.matches('.cr') ? line.textContent?.replace(/\n$/, '\r\n') : line.textContent))
      .join('');
  },
  finding: (button) =>
    joined([inertText(document, 'quotes-are-data'), inertText(button.closest('article'), 'hand-off')]),
  blockers: () =>
    joined([
      inertText(document, 'hand-off-head'),
      inertText(document, 'quotes-are-data'),
      ...[...document.querySelectorAll('article[data-blocking=blocking]')].map((card) =>
        inertText(card, 'hand-off'),
      ),
    ]),
};

/** @param {string} text */
async function copy(text) {
  // Only a page of one's own disk or of https has the clipboard.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  if (!isDone) throw new Error('The browser does not let pages copy.');
}

/** @param {HTMLButtonElement} button */
function enableCopy(button) {
  const title = button.textContent;
  const said = document.getElementById('said');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const outcome = await copy(texts[button.dataset.copy ?? '']?.(button) ?? '').then(
      () => 'Copied',
      () => 'Not allowed',
    );
    button.textContent = outcome;
    if (said) said.textContent = outcome;
    setTimeout(() => {
      button.textContent = title;
      if (said) said.textContent = '';
    }, 1500);
  });
}

function enableAll() {
  // Of what is not unpacked yet, nothing can be copied.
  const isWhole = document.querySelector('main > section > [data-packed]') === null;
  for (const button of document.querySelectorAll('button.copy[hidden]')) {
    if (!(button instanceof HTMLButtonElement)) continue;
    if (isWhole || button.dataset.copy !== 'blockers') enableCopy(button);
  }
}

addEventListener('unpacked', enableAll);
enableAll();
