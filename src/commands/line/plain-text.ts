/** One line of Markdown as a terminal shows it. */
export const plainText = (markdown: string): string => markdown.replaceAll('`', '');
