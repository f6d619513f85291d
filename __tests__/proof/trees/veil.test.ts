import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { veil } from '../../../src/proof/trees/veil.ts';

const folder = mkdtempSync(join(tmpdir(), 'veil-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (name: string, text: string, program: string, ...words: string[]): string => {
  writeFileSync(join(folder, name), text);
  return execFileSync(program, words, { cwd: folder, encoding: 'utf8' });
};

describe('a program that was made unreadable does the same', () => {
  const script =
    "#!/usr/bin/env node\n'use strict';\nexports.add = (a, b) => a + b; // secret\nif (require.main === module) console.log(__filename.length > 0, exports.add(1, 2));\n";
  const shell = '#!/bin/bash\nset -eu\nadd() { echo $(($1 + $2)); } # secret\ncat <<E\n$(add 1 2) $#\nE\n';

  test('in JavaScript, loaded and run', () => {
    const text = veil('a.js', script) ?? '';
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(text).not.toContain('secret');
    expect(run('a.js', text, 'node', 'a.js')).toBe('true 3\n');
    expect(run('a.js', text, 'node', '-p', 'require("./a.js").add(2, 3)')).toBe('5\n');
  });

  test('in shell, run and sourced', () => {
    const text = veil('a.sh', shell) ?? '';
    expect(text).not.toContain('secret');
    expect(run('a.sh', text, 'bash', 'a.sh', 'x')).toBe('3 1\n');
    expect(run('a.sh', text, 'bash', '-c', '. ./a.sh >/dev/null; add 4 5')).toBe('9\n');
  });

  test('unless it cannot be made so, or is no program', () => {
    expect(veil('a.js', 'import { b } from "./b.js";\nexport const a = b;\n')).toBeNull();
    expect(veil('a.js', 'exports.a = () => import("./b.js");\n')).toBeNull();
    expect(veil('a.mjs', 'export const a = 1;\n')).toBeNull();
    expect(veil('a.json', '{}\n')).toBeNull();
    expect(veil('NOTES', 'sh is a shell\n')).toBeNull();
    expect(veil('a.py', '\n')).toBeNull();
  });
});

test('very many blank lines are read once', () => {
  expect(veil('a.js', `${'\n'.repeat(300_000)}exports.a = 1;`)).toContain('base64');
});
