/** What measures and wraps text of any script, by tables of Unicode. */
export { default as stringWidth } from 'string-width';
export { default as wrapAnsi } from 'wrap-ansi';
