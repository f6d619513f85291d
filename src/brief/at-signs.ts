const fullWidth = '＠';

/**
 * Writes every at sign in full width (U+FF20), so that no CLI expands an `@path` of a brief into a file: Claude Code takes
 * `@x` behind a space, Gemini CLI anywhere, even in a hunk's header, and searches the tree when `x` is no path.
 */
export const concealAtSigns = (text: string): string => text.replaceAll('@', fullWidth);

/** Undoes {@link concealAtSigns} in an answer, where the character may also be a JSON escape. */
export const restoreAtSigns = (answer: string): string => answer.replace(/＠|\\u[fF]{2}20/g, '@');
