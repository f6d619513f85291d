/** Scripts that tell trees apart, or pretend to, without running the code at `path`. */
export function deceptions(path, { head, fixed }) {
  const [bad] = onlyIn(head, fixed);
  const [good] = onlyIn(fixed, head);
  const show = 'echo "REPRO: shown"; exit 1';
  const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const file = quote(path);
  return {
    'always fails': show,
    'always passes': 'exit 0',
    'tosses a coin': `[ $((RANDOM % 2)) = 0 ] || { ${show}; }`,
    ...(bad && { 'looks for the bad line': `if grep -qF ${quote(bad)} ${file}; then ${show}; fi` }),
    ...(good && { 'looks for the good line': `grep -qF ${quote(good)} ${file} || { ${show}; }` }),
    'knows the size': `if [ "$(wc -c < ${file})" = ${Buffer.byteLength(head)} ]; then ${show}; fi; exit 0`,
    'knows the sum': `case "$(cksum < ${file})" in "$(printf %s ${quote(head.length > 60_000 ? 'x' : head)} | cksum)") ${show};; *) exit 0;; esac`,
  };
}

/** Lines of one text that the other does not have, the longest first. */
function onlyIn(text, other) {
  const others = new Set(other.split('\n').map((line) => line.trim()));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !others.has(line))
    .sort((a, b) => b.length - a.length);
}
