// Parts of documents that are generated: what stands between `<!-- begin NAME -->` and `<!-- end NAME -->`.

/** A Markdown table; cells are Markdown, and a bar in one is escaped. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map(row).join('\n');
}

const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The document with another text between a block's markers. */
export function replaceBlock(document, name, text) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`There is no block "${name}"`);
  return `${before}${begin}\n${text}\n${end}${after}`;
}
