import type { List } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { mostlyComplain } from '../../words/tone.ts';
import { isSection, type Section, sectionsIn } from './section.ts';

/**
 * The parts whose numbered lists go on from part to part (`1.`, `2.` below one heading, `3.` below the next) and complain: what is
 * numbered through a whole document is what it is about.
 */
export function partsWithRunningNumbers(root: Section): ReadonlySet<Section> {
  const found = new Set<Section>();
  let run: { readonly section: Section; readonly list: List }[] = [];
  const close = () => {
    const items = run.flatMap(({ list }) => list.children.map((item) => textOf(item)));
    const isSpread = new Set(run.map(({ section }) => section)).size > 1;
    if (isSpread && mostlyComplain(items)) for (const { section } of run) found.add(section);
    run = [];
  };
  for (const section of sectionsIn(root)) {
    for (const part of section.parts) {
      if (isSection(part) || part.node.type !== 'list' || !part.node.ordered) continue;
      const last = run.at(-1)?.list;
      const goesOn = last !== undefined && part.node.start === (last.start ?? 1) + last.children.length;
      if (!goesOn) close();
      run.push({ section, list: part.node });
    }
  }
  close();
  return found;
}
