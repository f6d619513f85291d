import type { List } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { mostlyComplain } from '../../words/tone.ts';
import { takeLeads } from '../heads/title.ts';
import type { Block } from './blocks.ts';
import { isSection, type Section, sectionsIn } from './section.ts';

/**
 * The parts whose findings an answer counts by itself: those with ids in bold, and those whose numbered lists go on from part to part (`1.`, `2.` below one heading, `3.` below the next) and complain: what is
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
  for (const section of partsWithIds(root)) found.add(section);
  return found;
}

/** The parts where a line in bold begins with an id, where there are several of these and they complain: `**R2-L1: the lock leaks.**` */
function partsWithIds(root: Section): readonly Section[] {
  const led = sectionsIn(root).flatMap((section) =>
    section.parts.flatMap((part) =>
      !isSection(part) && beginsWithId(part) ? [{ section, words: part.source }] : [],
    ),
  );
  return led.length > 1 && mostlyComplain(led.map(({ words }) => words))
    ? led.map(({ section }) => section)
    : [];
}

const beginsWithId = ({ node, source }: Block): boolean =>
  node.type === 'paragraph' && source.startsWith('**') && takeLeads(source.slice(2, 200)).id !== null;
