import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';

/** What is read from an answer: severity, path and first line of each finding. */
function read(answer: string): (string | null)[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const lost = 'critical src/queue.ts:40';
const slow = 'important src/poll.ts:7';
const name = 'suggestion src/poll.ts:3';

describe('JSON', () => {
  test.each<[string, unknown, string[]]>([
    [
      'texts under the topics that they are about',
      [
        {
          filename: 'src/poll.ts',
          reviews: {
            performance: 'It polls too often, each of its timers fires every second.',
            style: 'No issues were found in this file.',
          },
        },
      ],
      ['important src/poll.ts:null'],
    ],
    [
      'names that nobody knows',
      { blockers: [{ oops: 'The last job is lost', at: 'src/queue.ts:40' }] },
      [lost],
    ],
  ])('with %s', (_, value, findings) => expect(read(JSON.stringify(value))).toEqual(findings));
});

describe('Markdown', () => {
  test.each<[string, string, string[]]>([
    [
      'a file with its lines as the heading of a comment that begins with its level',
      '## Code review\n\nSome problems.\n\n<details>\n<summary>My review comments.</summary>\n\n### src/queue.ts (40-44)\n\n![security-critical](https://img.example/a.svg) ![critical](https://img.example/b.svg)\n\nThe last job is lost.\n\n### src/__tests__/poll.test.ts (7)\n\n![medium](https://img.example/c.svg)\n\nThis test waits:\n\n1. **Once**: for the queue.\n2. **Twice**: for the poll.\n\n</details>\n',
      [lost, 'important src/__tests__/poll.test.ts:7'],
    ],
    [
      'a list of a level whose tables say no severity',
      '## P0 问题清单（2 项）\n\n### 安全类（2 项）\n\n| # | 问题 | 文件 | 说明 |\n|---|---|---|---|\n| P1 | 任务丢失 | `src/queue.ts:40` | 提前返回 |\n| P2 | 名称太短 | `src/poll.ts:3` | 太短 |\n\n## P1 问题清单\n\n### 性能（2 项）\n\n| # | 问题 | 范围 |\n|---|---|---|\n| C1 | 轮询太频繁 | `src/poll.ts:7` |\n| C2 | 缺少重试 | 全部 |\n',
      [lost, 'critical src/poll.ts:3', slow, 'important null:null'],
    ],
    [
      'lines alone in the field of the place, in Korean and in words',
      '## 치명적 이슈 목록\n\n### [CRITICAL-1] 작업이 사라짐\n- **위치:** `src/queue.ts` 40~44행\n- **수정 방법:** 유지\n\n## 경고 목록\n\n### 너무 자주 확인함 - `src/poll.ts`\n\n**위치**: Line 7-9, 22\n',
      [lost, slow],
    ],
    [
      'headings that count findings beside their level, with headings for their fields, in French',
      '## 🔴 Problème critique #1: Le travail est perdu\n\n### Sévérité: **HAUTE** - Rien ne le reprend\n\n### Description\nIl quitte la file avant la fin.\n\n### Fichiers affectés (2 occurrences)\n1. `src/queue.ts:40` - `take()`\n2. `src/poll.ts:7` - `poll()`\n\n### Code problématique\n```ts\nreturn jobs.shift();\n```\n',
      ['critical src/queue.ts:40'],
    ],
    [
      'files that are brackets alone, with lines behind their code',
      '## Critical\n\n### Ids are not checked\n\n**File:** `app/lesson/[id].tsx`, line 37\n\nThe id goes to the query as it is.\n',
      ['critical app/lesson/[id].tsx:37'],
    ],
    [
      'folders and files with brackets, as routers have them',
      '## Critical\n\n1. **Lost** — `app/(shop)/[id]/queue.tsx:40`\n\n## Low\n\n- The name in app/[...slug]/poll.tsx:3 is short\n',
      ['critical app/(shop)/[id]/queue.tsx:40', 'suggestion app/[...slug]/poll.tsx:3'],
    ],
    [
      'a path with blanks, which lines behind it prove',
      '## Critical\n\n- **Lost** — `My Game/Queue Tools/Queue.cs:40`\n',
      ['critical My Game/Queue Tools/Queue.cs:40'],
    ],
    [
      'numbers such as #1 below a level',
      '## P0 — data is lost\n\n### #1 `src/queue.ts:40` — the last job is lost\n\nIt returns early.\n\n## P1 — slow\n\n### #2 `src/poll.ts:7` — polls too often\n\nEach second.\n',
      [lost, slow],
    ],
    [
      'parts of a finding below a title that sounds like a part of a review',
      '# A look at the tool\n\n## 1. Scope diagnostics are told twice\n\n**Severity:** Low\n**References:** `src/poll.ts:3`\n\n### Trigger\n\nAsk twice.\n\n### Observed behavior\n\nTwo answers.\n',
      [name],
    ],
    [
      'what is wrong and what to do in French, in numbered parts',
      '# Audit\n\n## 1. Centralisation des noms\n\n**Problème identifié :**\n- `NAMES` est dans deux fichiers.\n\n**Recommandation :**\n\nTout regrouper.\n',
      ['important null:null'],
    ],
    [
      'what the check of a fix left open',
      '## 1. Fix verification: the poll\n\n**Finding**: fixed.\n\n### Logic flaw: it never waits\n\n- **Location**: `src/poll.ts:7`\n- **Severity**: High\n- **Description**: it asks each second.\n',
      [slow],
    ],
    [
      'a sentence behind a mark',
      '### 🔴 The index is off by one\n\nSee `src/queue.ts:40`, which drops the first job.\n',
      [lost],
    ],
    [
      'a level in front of the title of a fold',
      '<details>\n<summary>🔴 Critical: the last job is lost</summary>\n\nAt `src/queue.ts:40`.\n\n</details>\n',
      [lost],
    ],
    [
      'fields in one line between rules',
      '---\n**[1] The last job is lost**\nSeverity: P0 | Location: src/queue.ts:40 | Confidence: high\n---\n**[2] Polls too often**\nSeverity: P1 | Location: src/poll.ts:7 | Confidence: low\n---\n',
      [lost, slow],
    ],
    [
      'a table of what is wrong and an example',
      '## High\n\n| Pattern | Issue | Example |\n|---|---|---|\n| `exec` | Too broad, it catches names | `./executable` |\n| `kill` | Catches words in a log | `grep killed` |\n',
      ['important null:null', 'important null:null'],
    ],
    [
      'a finding whose title holds the name of a part',
      '## Critical\n\n### The signature is not verified\n\n`src/queue.ts:40` takes what it gets.\n',
      [lost],
    ],
    [
      'numbered headings of the same depth as that of their level, and lines behind a colon with blanks',
      '## 裁定\n\n### 致命（数据损坏）\n\n### 1. 任务丢失\n**实现文件**：`src/queue.ts` : 40\n\n提前返回。\n\n### 低危（体验）\n\n### 2. 名称太短\n**实现文件**：`src/poll.ts` : 3\n\n太短。\n',
      [lost, name],
    ],
    [
      'Thai',
      '## 2. Backend — ปัญหาตามความรุนแรง\n\n### วิกฤต\n- `src/queue.ts:40` — งานสุดท้ายหายไป\n\n### ปานกลาง\n- `src/poll.ts:7` — ถามบ่อยเกินไป\n\n### เล็กน้อย\n- ชื่อสั้นเกินไป `src/poll.ts:3`\n',
      [lost, slow, name],
    ],
    [
      'marks behind titles, which a legend gives a meaning',
      '**Severity levels:**\n- 🔴 **Critical** - at once\n- 🟡 **High** - soon\n- 🟢 **Medium** - next\n- ⚪ **Low** - some day\n\n## 1. Potential bugs\n\n### 1.1 The job is lost 🔴\n**Issue:** dropped.\n\n**Location:**\n- `src/queue.ts:40`\n\n### 1.2 Polls too often 🟢\n**Issue:** each second.\n\n**Location:**\n- `src/poll.ts:7`\n\n### 1.3 Short name ⚪\n**Issue:** short.\n\n**Location:**\n- `src/poll.ts:3`\n',
      [lost, slow, name],
    ],
    [
      'marks in front of items below titles of approval, and of another mark',
      '# Report\n\n> 🔴 severe | 🟠 medium | 🟡 minor | ✅ good\n\n## 1. Queue ✅ sound\n\n- ✅ Bounds are checked (`src/queue.ts:1`).\n- 🟡 The name in `src/poll.ts:3` says little.\n\n## 2. Build 🟡\n\n- 🔴 The flags of `src/queue.ts:40` contradict each other.\n- 🟡 No log.\n',
      [name, lost, 'suggestion null:null'],
    ],
    [
      'a comment as a tool writes it down',
      '# Review comment\n\n- **Author:** bot\n- **File:** `src/poll.ts`\n- **Line:** 3\n- **Date:** today\n\n---\n\n_⚠️ Potential issue_ | _🟡 Minor_\n\n**Give it a longer name.**\n\nIt says little.\n',
      [name],
    ],
    [
      'counted findings below a numbered part',
      '## Detailed findings\n\n### 3. File operations (issues found)\n\n**Status**: needs review\n\n#### Issue 3.1: Lost job\n\n**File**: `src/queue.ts`\n**Lines**: 40, 44\n**Severity**: CRITICAL\n\n#### Issue 3.2: Short name\n\n**File**: `src/poll.ts`\n**Lines**: 3\n**Severity**: LOW\n',
      [lost, name],
    ],
  ])('with %s', (_, answer, findings) => expect(read(answer)).toEqual(findings));

  test.each([
    ['counts of a linter', '## 1. Syntax\n\n- **Errors**: 0\n- **警告**: 1 个（导入，正常）\n'],
    [
      'parts that are all well',
      '## 2. 核心功能检查\n\n#### ✅ 配置检查\n- **位置**: `src/poll.ts:7`\n- **实现**: 正确\n',
    ],
    [
      'false alarms',
      '## Falsch gemeldete Probleme (kein Bug)\n\n### FP-01: `src/poll.ts` — doppelter Name\n\nKein Bug.\n',
    ],
    ['what holds no longer', '## 已不再适合作为当前问题单的内容\n\n- 任务丢失\n- 轮询太频繁\n'],
  ])('%s is no finding', (_, answer) =>
    expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]),
  );
});
