import { isNumberedHeading } from '../heads/finding-head.ts';
import type { Block } from './blocks.ts';
import { holdsFindings, isSection, type Section, sectionOf } from './section.ts';

/** What a heading is, which decides whether it ends one of the same depth. */
interface Item {
  readonly isFinding: boolean;
  readonly isNumbered: boolean;
}
const noItem: Item = { isFinding: false, isNumbered: false };

/** The sections that are open at some block of a document, from the whole to the innermost, which the block belongs to. */
export class OpenSections {
  readonly root = sectionOf({ heading: null, title: '', topic: null, depth: 0 });
  readonly #open: Section[] = [this.root];

  get innermost(): Section {
    return this.#open.at(-1) as Section;
  }

  some(test: (section: Section) => boolean): boolean {
    return this.#open.some(test);
  }

  begin(section: Section): void {
    this.add(section);
    this.#open.push(section);
  }

  add(part: Block | Section): void {
    this.innermost.parts.push(part);
  }

  /** Leaves what a heading of this depth ends; a fold ends at its own end only. */
  leave(depth: number, item = noItem): void {
    while (this.innermost.depth >= depth && !this.innermost.isFold && this.#open.length > 1) {
      if (holdsItem(this.innermost, depth, item)) return;
      this.#open.pop();
    }
  }

  /** Leaves the innermost fold, if any. */
  leaveFold(): void {
    if (!this.some(({ isFold }) => isFold)) return;
    while (!this.innermost.isFold) this.#open.pop();
    this.#open.pop();
  }
}

/** Findings may have headings of the same depth as the heading that says that they follow. */
const holdsItem = (section: Section, depth: number, { isFinding, isNumbered }: Item): boolean =>
  (isFinding || (isNumbered && isLevelOver(section, depth))) &&
  section.depth === depth &&
  holdsFindings(section.topic);

/** A level without a number, below which only headings of the same depth have stood: `### High`, `### 1. …`, `### 2. …`. */
const isLevelOver = ({ topic, heading, parts }: Section, depth: number): boolean =>
  topic?.isSure === true &&
  heading?.node.type === 'heading' &&
  !isNumberedHeading(heading.node) &&
  parts.every((part) => isSection(part) && part.depth === depth);
