/** Words for a change that was made, at the start of a text. */
const pastChange =
  /^\W*(?:\d+[.)] ?)?(?:fixed|added|removed|replaced|changed|moved|renamed|updated|implemented|introduced|refactored|improved|corrected|resolved|addressed|wrapped|converted|made|rewrote|switched)\b/i;

/** Whether a text begins with what was done: `Added a lock`. */
export const beginsWithPastChange = (words: string): boolean => pastChange.test(words);
