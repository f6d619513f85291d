// Tells V8 which functions of a chunk are called as soon as it is read.
import { parse } from 'acorn';

/**
 * Writes the modules of a chunk as functions in parentheses. V8 compiles such a function while it reads the file; any other it only
 * skims, and reads again when it is called (https://v8.dev/blog/preparser#pife; arrows in parentheses count from Node 24 on).
 * @param code of one chunk: `export const modules={1:(module,exports,require)=>{…}}`; other code stays as it is.
 */
export function hintModules(code) {
  const pieces = [];
  let end = 0;
  for (const { key, value } of modulesOf(code)) {
    if (value.body.type !== 'BlockStatement') continue;
    const text = (node) => code.slice(node.start, node.end);
    pieces.push(code.slice(end, key.end), `:(function(${value.params.map(text)})${text(value.body)})`);
    end = value.end;
  }
  return pieces.join('') + code.slice(end);
}

function modulesOf(code) {
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const exported = body.flatMap(({ declaration }) => declaration?.declarations ?? []);
  return exported.find(({ id }) => id.name === 'modules')?.init.properties ?? [];
}
