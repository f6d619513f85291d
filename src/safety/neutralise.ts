// CSI, OSC (to its BEL or ST) and two-character escape sequences (ECMA-48).
const escapeSequence =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])|\u009b[0-?]*[ -/]*[@-~]/g;
// C0 but tab and newline, DEL, C1, and the marks that reorder or hide text.
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text without terminal escape sequences, control and direction characters; every kind of line end becomes `\n`. */
export function stripControls(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(escapeSequence, '')
    .replace(control, '');
}

/**
 * A text that the runner reads as words, never as a command: it parses `::command::` at a line's start, white space
 * allowed, and `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A space is put inside each.
 */
export function neutraliseCommands(text: string): string {
  return stripControls(text)
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replace(/##(?=\[)/g, '## ');
}
