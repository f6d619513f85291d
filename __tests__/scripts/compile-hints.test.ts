import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { hintModules } from '../../scripts/compile-hints.mjs';

test('writes the modules of a chunk as functions in parentheses', () => {
  const chunk =
    'export const id=5;export const modules={1:(e,t,n)=>{n.d(t,{a:()=>"},2:()=>{"})},2:e=>{e.exports=3},3(e,t){t.b=()=>{}},"./x":()=>{}};';
  expect(hintModules(chunk)).toBe(
    'export const id=5;export const modules={1:(function(e,t,n){n.d(t,{a:()=>"},2:()=>{"})}),2:(function(e){e.exports=3}),3:(function(e,t){t.b=()=>{}}),"./x":(function(){})};',
  );
});

test('leaves all other code as it is', () => {
  for (const code of [
    'const modules={1:()=>{}};',
    'export const modules={1:e=>e};',
    'import a from "b";a();',
  ])
    expect(hintModules(code)).toBe(code);
});
