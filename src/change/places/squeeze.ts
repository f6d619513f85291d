/** A text without any white space, as code is compared: indented or wrapped otherwise, it is the same code. */
export const squeeze = (text: string): string => text.replace(/\s+/g, '');

/** How many letters and digits a text has, of any script: what tells it from others. */
export const countLetters = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;
