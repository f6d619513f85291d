import type { Element } from 'hast';
import { h } from './element.ts';

/** What a button copies: the words of a fix, a patch, what an agent is told of a finding, or of all that block. */
export type Copied = 'fix' | 'patch' | 'finding' | 'blockers';

/** A button of `copy.mjs`, which shows it: without scripts it would do nothing. */
export const copyButton = (copied: Copied, title: string, id: string | null): Element =>
  h(
    'button',
    {
      ...{ type: 'button', className: ['copy'], hidden: true, dataCopy: copied },
      ...(id !== null && { ariaLabel: `${title}: ${id}` }),
    },
    title,
  );

/** Text for the page's scripts, which no reader, search or printer meets. */
export const inert = (className: string, text: string): Element =>
  h('template', { className: [className] }, text);
