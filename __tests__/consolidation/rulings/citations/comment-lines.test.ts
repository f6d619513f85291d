import { describe, expect, test } from 'vitest';
import {
  findCommentLines,
  isCommentBehindCode,
} from '../../../../src/consolidation/rulings/citations/comment-lines.ts';

const isComment = (path: string, line: string) => findCommentLines(path, ['first', line]).has(1);

test.each([
  ['a.py', '#validate_input(payload)'],
  ['a.yaml', '#max_connections: 10'],
  ['Dockerfile', '#USER nobody'],
  ['config/.env', '#LIMIT=1'],
  ['a.sql', '--CHECK (amount > 0)'],
  ['a.lua', '--validate(input)'],
  ['a.php', '#validate($input);'],
  ['a.tf', '#encrypted = true'],
  ['a.ini', ';max_connections=10'],
  ['a.el', ';(validate input)'],
  ['a.vb', "' validated by the caller"],
  ['a.vb', 'REM validated by the caller'],
  ['a.bat', '::validated by the caller'],
  ['a.erl', '%validate(Input),'],
  ['a.f90', '!call validate(input)'],
  ['a.ml', '(* validated by the caller *)'],
  ['a.fs', '(* validated *) // by the caller'],
  ['a.ps1', '<# validated by the caller #>'],
  ['a.hs', '{- validated by the caller -}'],
  ['a.tsx', '{/* input is validated by the caller */}'],
  ['a.html', '<!-- validated -->'],
  ['a.erb', '<%# validated by the caller %>'],
  ['a.cshtml', '@* validated by the caller *@'],
  ['a.ex', '@doc """validated by the caller"""'],
  ['a.unknown', '// validated by the caller'],
  ['a.unknown', '/* never ended'],
  ['a.mjs', '#!/usr/bin/env node'],
])('%s: %s does nothing', (path, line) => expect(isComment(path, line)).toBe(true));

test.each([
  ['a.c', '#include <limits.h>'],
  ['a.c', '#define LIMIT 10'],
  ['a.c', '# define LIMIT 10'],
  ['a.c', '*amount = validated(input);'],
  ['a.c', '--amount;'],
  ['a.c', '/* checked */ validate(input);'],
  ['a.rs', '#[deny(unsafe_code)]'],
  ['a.rs', '#![deny(unsafe_code)]'],
  ['a.php', '#[IsGranted("ROLE_ADMIN")]'],
  ['a.hs', '{-# LANGUAGE Safe #-}'],
  ['a.svelte', '{#if user.isOwner}'],
  ['a.pas', '{$RANGECHECKS ON}'],
  ['a.f90', '!$omp critical'],
  ['a.css', '#owner { display: none; }'],
  ['a.ts', '#limit = 10;'],
  ['a.py', '// 2'],
  ['a.sh', '*) exit 1 ;;'],
])('but %s: %s does something', (path, line) => expect(isComment(path, line)).toBe(false));

test('a script is told by its first line where its name has no ending', () => {
  expect(findCommentLines('bin/run', ['#!/usr/bin/env bash', '#check "$1"']).has(1)).toBe(true);
  expect(findCommentLines('bin/run', ['#!/usr/bin/env node', '#check = 1']).has(1)).toBe(false);
});

describe('a comment behind code', () => {
  const isBehind = (path: string, line: string, quote: string) => isCommentBehindCode(path, [line], 0, quote);
  test.each([
    ['a.py', 'fee = rate(amount) #validated before', 'validated before'],
    ['a.vb', "fee = rate(amount) ' validated before", 'validated before'],
    ['a.ml', 'let fee = rate amount (* validated before *)', 'validated before'],
  ])('%s', (path, line, quote) => {
    expect(isBehind(path, line, quote)).toBe(true);
    expect(isBehind(path, line, line)).toBe(false);
  });
  test('is none where such a mark means something else', () => {
    expect(isBehind('a.ts', 'const half = all % validated', 'validated')).toBe(false);
    expect(isBehind('a.ts', 'const half = all * validated', 'validated')).toBe(false);
    expect(isBehind('a.py', 'x = """validated before"""', 'validated before')).toBe(false);
  });
});

test('lines that each open a block which never ends are read once', () => {
  let reads = 0;
  const counted = new Proxy<string[]>(Array(5_000).fill('/*'), {
    get(lines, key, self) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
      return Reflect.get(lines, key, self);
    },
  });
  expect(findCommentLines('a.ts', counted).size).toBe(5_000);
  expect(reads).toBeLessThan(5 * 5_000);
});
