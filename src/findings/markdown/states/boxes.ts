import { openList } from '../document/blocks.ts';
import { holdsFindings, isSection, type Section, sectionsIn } from '../document/section.ts';

/** Whether a box among findings is not ticked: then a ticked one says that its finding is dealt with, else it may say what was found. */
export const hasOpenBoxes = (root: Section, text: string): boolean =>
  sectionsIn(root).some(
    ({ topic, title, parts }) =>
      (topic === null || holdsFindings(topic) || topic.topic === 'suspected') &&
      (openBox.test(title) ||
        parts.some((part) => {
          if (isSection(part)) return false;
          if (part.node.type === 'list') return openList(part, text).some(({ checked }) => checked === false);
          return part.node.type === 'paragraph' && openBox.test(part.source);
        })),
  );

const openBox = /^\P{L}{0,8}(?:[A-Z]{1,8}-?\d{1,4}\W{1,4})?\[ \]/u;
