import { minify } from 'terser';
import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { readTrace } from '../../scripts/read-trace.mjs';

const source = `export function first() {
  return 1;
}
export function second(given) {
  if (given === undefined) throw new Error('none');
  return given;
}
`;

test('a stack of bundled scripts has the places of the sources, and all else as it was', async () => {
  const { code = '', map } = await minify(
    { 'lib/second.js': source },
    { module: true, sourceMap: { filename: '42.index.js' } },
  );
  const column = code.indexOf('new Error') + 1;
  const stack = (place: string) =>
    `Error: none\n    at second (${place})\n    at node:internal/process:1:2\n    at run (/elsewhere/own.js:3:4)\n`;
  const mapOf = (script: string) => (script === '42.index.js' ? JSON.parse(String(map)) : null);
  for (const folder of ['file:///home/a%20b/dist', '/opt/action/dist', 'C:\\dist'])
    expect(readTrace(stack(`${folder}/42.index.js:1:${column}`), mapOf)).toBe(stack('lib/second.js:5:34'));
  expect(readTrace(stack('x.js:1:1'), mapOf)).toBe(stack('x.js:1:1'));
});
