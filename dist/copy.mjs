// Buttons that copy: what stands beside them in the page.

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

for (const button of document.querySelectorAll('button.copy')) {
  if (button instanceof HTMLButtonElement) enableCopy(button);
}
