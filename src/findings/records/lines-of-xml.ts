/** A tag with its attributes; what stands between tags is text. */
const tag =
  /<(?<close>\/?)(?<name>[A-Za-z][\w:-]{0,40})(?<attributes>(?:\s+[\w:-]{1,40}\s*=\s*(?:"[^"]{0,4000}"|'[^']{0,4000}'))*)\s*(?<end>\/?)>/g;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Elements that are one finding each. */
const findingElements =
  /^(?:finding|issue|problem|bug|error|warning|violation|vulnerability|defect|comment|concern|item|entry|result)$/i;
/** Elements that look like HTML, of which Markdown is full. */
const htmlElements =
  /^(?:a|b|i|p|br|hr|em|code|pre|ul|ol|li|div|span|sub|sup|img|h[1-6]|strong|details|summary|table|t[rhd]|thead|tbody|blockquote|picture|source|kbd|del|ins)$/i;

/** The lines of a text, where elements of XML become lines of fields: `<file>a.ts</file>` is `file: a.ts`. */
export function linesOfXml(text: string): string[] {
  if (text.search(tag) < 0) return text.split('\n');
  const lines: string[] = [];
  const open: string[] = [];
  /** How often an element stands open, so that an end without a start is no search. */
  const times = new Map<string, number>();
  let from = 0;
  const say = (words: string) => {
    const name = open.at(-1);
    const told = decoded(
      words
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .join(' ')
        .trim(),
    );
    if (name === undefined) for (const line of words.split('\n')) lines.push(line);
    else if (told !== '') lines.push(`${findingElements.test(name) ? 'problem' : name}: ${told}`);
  };
  for (const match of text.matchAll(tag)) {
    const { close = '', name = '', attributes = '', end = '' } = match.groups ?? {};
    if (htmlElements.test(name)) continue;
    say(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (close !== '') {
      if (!times.get(name)) continue;
      for (let last = ''; last !== name; ) {
        last = open.pop() ?? name;
        times.set(last, (times.get(last) ?? 1) - 1);
      }
      continue;
    }
    const fields = [...attributes.matchAll(attribute)].map(
      ([, key = '', double, single]) =>
        `${/^file$/i.test(name) && /^(?:name|path)$/i.test(key) ? 'file' : key}: ${decoded(double ?? single ?? '')}`,
    );
    if (findingElements.test(name)) lines.push('-');
    // The file of an element that holds findings is said in a line of its own.
    lines.push(...(/^file$/i.test(name) ? fields.map((line) => line.replace(/^file: /, '')) : fields));
    if (end !== '') continue;
    open.push(name);
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  say(text.slice(from));
  return lines;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '');
