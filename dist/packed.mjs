// What the page holds packed is built when it is needed: findings as soon as the page can be used, of which an event tells the other
// scripts; original reviews when they are opened.

/** @typedef {string | [name: string, attributes: Record<string, string>, ...children: PackedNode[]]} PackedNode */

/** @param {PackedNode} packed @returns {Node} */
function build(packed) {
  if (typeof packed === 'string') return document.createTextNode(packed);
  const [name, attributes, ...children] = packed;
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  const parent = element instanceof HTMLTemplateElement ? element.content : element;
  for (const child of children) parent.appendChild(build(child));
  return element;
}

/** @param {HTMLElement} host what its nodes stand in for */
async function unpack(host) {
  const template = document.getElementById(`packed-${host.dataset.packed}`);
  if (!(template instanceof HTMLTemplateElement)) return;
  const bytes = Uint8Array.from(atob(template.content.textContent ?? ''), (byte) => byte.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const lines = await new Response(inflated).text();
  const built = document.createDocumentFragment();
  for (const line of lines.split('\n')) built.append(build(JSON.parse(line)));
  host.replaceWith(built);
  template.remove();
}

/** A browser that cannot leaves the words that stand there. @param {HTMLElement} host */
const tryToUnpack = (host) => unpack(host).catch(() => {});

/** @type {HTMLElement[]} */
const atOnce = [];
for (const host of document.querySelectorAll('[data-packed]')) {
  if (!(host instanceof HTMLElement)) continue;
  const fold = host.closest('details.raw');
  if (fold === null) atOnce.push(host);
  else fold.addEventListener('toggle', () => tryToUnpack(host), { once: true });
}
for (const host of atOnce) await tryToUnpack(host);
if (atOnce.length > 0) dispatchEvent(new Event('unpacked'));
