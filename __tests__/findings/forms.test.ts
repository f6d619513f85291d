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
      'a priority in numbers, a place in an object of an absolute path',
      {
        findings: [
          {
            title: '[P0] Keep the last job',
            body: 'It is dropped.',
            priority: 0,
            code_location: {
              absolute_file_path: '/home/me/app/src/queue.ts',
              line_range: { start: 40, end: 44 },
            },
          },
        ],
        overall_correctness: 'patch is incorrect',
      },
      ['critical /home/me/app/src/queue.ts:40'],
    ],
    [
      'groups under severities',
      {
        summary: 'x',
        must_fix: [{ file: 'src/queue.ts', line: 40, title: 'Lost job', description: 'It is dropped.' }],
        high: [{ file: 'src/poll.ts', line: 7, title: 'Slow', description: 'It polls.' }],
        low: [],
      },
      [lost, slow],
    ],
    [
      'files beside it, and no severity',
      { issues: [{ identifier: 'lost', summary: 'The job is lost', related_files: ['src/queue.ts'] }] },
      ['important src/queue.ts:null'],
    ],
    [
      'texts in a list whose name ends as lists of findings do',
      {
        reviewer: 'x',
        actionable_feedback: [
          '**The job is lost (Critical)**: `src/queue.ts:40` drops it.',
          '**Short name (nit)**: see `src/poll.ts:3`.',
        ],
      },
      [lost, name],
    ],
    [
      'groups under files',
      {
        files: [
          {
            path: 'src/queue.ts',
            comments: [{ line: 40, severity: 'blocker', message: 'The job is lost.' }],
          },
          { path: 'src/poll.ts', comments: [{ line: 3, severity: 'nit', message: 'A longer name.' }] },
        ],
      },
      [lost, name],
    ],
    [
      'SARIF',
      {
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'x', rules: [{ id: 'lost', shortDescription: { text: 'Lost' } }] } },
            results: [
              {
                ruleId: 'lost',
                level: 'error',
                message: { text: 'The job is lost' },
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: 'src/queue.ts' },
                      region: { startLine: 40, endLine: 44 },
                    },
                  },
                ],
              },
              { kind: 'pass', message: { text: 'Fine' } },
            ],
          },
        ],
      },
      ['important src/queue.ts:40'],
    ],
    [
      'comments with badges',
      [
        {
          path: 'src/queue.ts',
          line: 44,
          start_line: 40,
          body: '_⚠️ Potential issue_ | _🔴 Critical_\n\n**Keep the last job.**\n\nIt is dropped.',
        },
        {
          path: 'src/poll.ts',
          line: 3,
          body: '![low](https://img.example/low.svg)\n\nA longer name would help.',
        },
      ],
      [lost, name],
    ],
    [
      'a range as editors count it',
      [
        {
          severity: 'critical',
          message: 'Lost',
          location: {
            uri: 'src/queue.ts',
            range: { start: { line: 39, character: 0 }, end: { line: 43, character: 1 } },
          },
        },
      ],
      [lost],
    ],
    [
      'places in a list',
      { issues: [{ severity: 'high', summary: 'Slow', files: ['src/poll.ts:7', 'src/a.ts:1'] }] },
      [slow],
    ],
    [
      'no severity at all',
      [{ file: 'src/poll.ts', line: 7, summary: 'Slow', failure_scenario: 'It polls.' }],
      [slow],
    ],
    ['texts under a severity', { blockers: ['src/queue.ts:40 drops the last job'], nits: [] }, [lost]],
    [
      'what is dealt with',
      {
        findings: [
          { severity: 'critical', title: 'Old', status: 'fixed' },
          { severity: 'low', title: 'Name', path: 'src/poll.ts', line: 3 },
        ],
      },
      [name],
    ],
  ])('with %s', (_, value, findings) => expect(read(JSON.stringify(value))).toEqual(findings));

  test('in several documents is one review, a draft and its final text one finding', () => {
    const draft = {
      severity: 'critical',
      title: 'Lost job',
      path: 'src/queue.ts',
      line: 40,
      explanation: 'Draft.',
    };
    const final = { ...draft, explanation: 'The last job is dropped.', severity: 'important' };
    const other = { severity: 'minor', title: 'Name', path: 'src/poll.ts', line: 3, explanation: 'Longer.' };
    const answer = `${JSON.stringify({ findings: [draft] })}\nAnd now:\n${JSON.stringify({ findings: [final, other] })}`;
    expect(read(answer)).toEqual([lost, name]);
    const reading = readReview(answer);
    expect(reading.form !== 'unreadable' && reading.review.findings[0]?.explanation).toBe(
      'The last job is dropped.',
    );
  });

  test('and Markdown behind it count together', () => {
    const json = JSON.stringify({
      findings: [{ severity: 'low', title: 'Name', file: 'src/poll.ts:3', message: 'x' }],
    });
    expect(read(`${json}\n\n## Critical\n\n1. **Lost job** — \`src/queue.ts:40\`\n\nDropped.\n`)).toEqual([
      name,
      lost,
    ]);
  });
});

describe('Markdown', () => {
  test.each<[string, string, string[]]>([
    [
      'bracketed priorities in a list',
      'The patch drops jobs.\n\nFull review comments:\n\n- [P0] Keep the last job — src/queue.ts:40-44\n  It is dropped.\n\n- [P3] Name it — src/poll.ts:3-3\n  Longer.\n',
      [lost, name],
    ],
    [
      'plain numbered items with the place in the sentence',
      '## Critical Findings\n1. The last job is lost. `src/queue.ts:40-44` returns early, so nobody runs it.\n\n## Additional Observations\n- `src/poll.ts:3` has a short name.\n',
      [lost, name],
    ],
    [
      'tables',
      '### Critical Issues\n\n| # | File | Line | Issue | Severity |\n|---|---|---|---|---|\n| 1 | `src/queue.ts` | 40-44 | The job is lost | Critical |\n| 2 | `src/poll.ts` | 7 | Polls too often | High |\n',
      [lost, slow],
    ],
    [
      'a table that repeats its findings',
      '### 1. Critical — The job is lost\n\n**File:** `src/queue.ts:40`\n\nDropped.\n\n## Index\n\n| # | Severity | File | Line | Summary |\n|---|---|---|---|---|\n| 1 | Critical | queue.ts | 40 | The job is lost |\n',
      [lost],
    ],
    [
      'folds with files',
      '<details>\n<summary>🧹 Nitpick comments (1)</summary><blockquote>\n\n<details>\n<summary>src/poll.ts (1)</summary><blockquote>\n\n`3-3`: **Name it.**\n\nLonger.\n\n</blockquote></details>\n\n</blockquote></details>\n',
      [name],
    ],
    [
      'a prompt for agents',
      '<details>\n<summary>🤖 Prompt for all review comments with AI agents</summary>\n\n```\nIn `@src/poll.ts`:\n- Around line 7-9: it polls too often; wait longer.\n```\n\n</details>\n',
      [slow],
    ],
    [
      'conventional comments',
      '**issue (blocking):** The job is lost — `src/queue.ts:40`\n\nDropped.\n\n**nitpick (non-blocking):** Name it — `src/poll.ts:3`\n',
      [lost, name],
    ],
    [
      'fields in one line',
      '## Findings\n- `BLOCKER`: the job is lost | Evidence: src/queue.ts:40 | Fix: keep it\n- `MINOR`: short name | Evidence: src/poll.ts:3\n',
      [lost, name],
    ],
    [
      'German',
      '## 🔴 Kritische Befunde\n\n### 1. Auftrag geht verloren\n\n**Ort:** [queue.ts:40](src/queue.ts#L40)\n\n**Problem:** Der letzte fehlt.\n\n## Was gut läuft\n\n- Die Sperre ist kurz.\n',
      ['critical queue.ts:40'],
    ],
    [
      'Spanish',
      '## Hallazgos\n\n### 1. Riesgo alto: consulta demasiado\n\nReferencia:\n\n- `src\\poll.ts:7`\n',
      [slow],
    ],
    [
      'French',
      '## Problèmes bloquants\n\n- **Tâche perdue** : `src/queue.ts:40` sort trop tôt.\n\n## Points positifs\n\n- Bon nommage.\n',
      [lost],
    ],
    [
      'Chinese',
      '## 严重问题\n\n1. **任务丢失**：`src/queue.ts:40` 提前返回。\n\n## 低优先级问题\n\n1. **命名**：`src/poll.ts:3` 太短。\n',
      [lost, name],
    ],
    [
      'Japanese, with the lines in words',
      '## 指摘事項\n\n### 1. ⚠️ src/poll.ts (Lines 7-9) - 間隔が短い\n\n**重要度**: 🟠 Major\n\n**問題点**:\n負荷が高い。\n\n### 2. 名前が短い\n\n`src/poll.ts` 3行目\n\n**重要度**: 低\n',
      [slow, name],
    ],
    [
      'Korean',
      '## 발견사항\n\n### 1. 너무 자주 확인함\n\n- 위치: `src/poll.ts:7`\n- 심각도: 높음\n\n부하가 큽니다.\n',
      [slow],
    ],
    [
      'a section of one level in prose',
      '## Critical\n\nThe queue drops its last job whenever it is stopped.\n',
      ['critical null:null'],
    ],
    [
      'boxes',
      '## Must fix\n\n- [ ] `src/queue.ts:40` drops the last job\n- [x] `src/old.ts:1` was fixed\n',
      [lost],
    ],
    [
      'a plain line above each list',
      'Critical\n- Lost job - src/queue.ts:40 returns early, so that it never runs.\n\nLow\n- Short name - src/poll.ts:3 says little.\n\nQuick wins\n- Do both this week.\n',
      [lost, name],
    ],
    [
      'labels that are no sections',
      '## Critical Issues\n\n### C1: Lost\n\n`src/queue.ts:40` returns early.\n\n**Recommendation**:\n\n```ts\nkeep();\n```\n\n**Suggestions:**\n\n- keep it\n\n### C2: Lost too\n\n`src/queue.ts:40` again.\n',
      [lost, lost],
    ],
    [
      'what is done and what is good',
      '## Findings\n\n### 1. ~~Lost job~~ ✅ FIXED\n\n**File:** `src/queue.ts:40`\n\n### 2. Short name\n\n**Severity:** Low\n**File:** `src/poll.ts:3`\n\n## What works well\n\n- **Critical** paths are tested.\n\n## Summary\n\n| Severity | Count |\n|---|---|\n| High | 0 |\n',
      [name],
    ],
    [
      'a level behind a dash, numbers of an outline, and a part whose title sounds like another',
      '## 1. Input validation and limits\n\n### 1.1 The job is lost — **CRITICAL**\n\n- **Where:** `src/queue.ts` (lines 40-44)\n\n### 1.2 Short name — **LOW (known)**\n\n- **Where:** `src/poll.ts:3`\n\n### 1.3 Injection — **NONE FOUND**\n\n- **Where:** everywhere\n\n### 1.4 Public status page — **BY DESIGN**\n',
      [lost, name],
    ],
    [
      'levels such as P0 in the place of an id, and a place with a name in it',
      '## Findings\n\n### P0. The job is lost\n\n**Evidence**\n\n- `src/queue.ts:40-44` drops it.\n\n### P1 - Polls too often\n\n`src/poll.ts:7` asks each second.\n\n### P3. Short name\n\n**Location:** `src/poll.ts:Poller.ask`\n',
      [lost, slow, 'suggestion src/poll.ts:null'],
    ],
    [
      'what is dealt with said in front, and behind a mark',
      '## Findings\n\n1. High: the job is lost.\n\n   `src/queue.ts:40`\n\n2. RESOLVED: Low: short name.\n\n   `src/poll.ts:3`\n\n## 待修复的问题\n\n### 问题 3：轮询太频繁（中等）🔴\n\n**文件**: `src/poll.ts:7`\n\n### 问题 4：名称太短 ⏭️ 设计决策\n\n保留。\n',
      ['important src/queue.ts:40', slow],
    ],
    [
      'a tag that is worse than the heading above it',
      '## High priority issues\n\n- The job is lost (critical)\n  - Problem: `src/queue.ts:40` drops it.\n- Polls too often (medium)\n  - Problem: `src/poll.ts:7` asks each second.\n',
      [lost, slow],
    ],
    [
      'numbers that go through the parts of the document, and no findings under them',
      '# Findings\n\n## 1. Resolved findings\n\n### 1.1 A lost job\n\nResolved:\n- `src/queue.ts` keeps it.\n\n## 2. Large functions\n\nObservation:\n- They were split in `src/poll.ts`.\n\n## 3. Testing status\n\nObservation:\n- There are tests.\n\n## 4. Technical debt\n\n- **Slow poll:** `src/poll.ts:7` asks each second.\n',
      [slow],
    ],
    [
      'unknown titles beside known ones, numbered alike, whose items complain',
      '# A look at the code\n\n## 1. Obvious performance issues\n\n- **Busy poll:** `src/poll.ts:7` asks each second.\n\n## 2. Unidiomatic Go\n\n- **Short name:** `src/poll.ts:3` should say what it holds.\n- **Panics:** `src/queue.ts:40` panics instead of returning an error.\n\n## 3. How it is laid out\n\n- **Queue:** `src/queue.ts` holds the jobs.\n- **Poller:** `src/poll.ts` asks for them.\n',
      [slow, 'important src/poll.ts:3', 'important src/queue.ts:40'],
    ],
    [
      'lines in bold with a letter in front, below numbered headings',
      '# Review comments\n\n### 1. Risks of the storage\n\n**A. The job is lost**\n\n- **Now:** `src/queue.ts:40` drops it.\n- **Advice:** keep it.\n\n**B. It polls too often**\n\n- **Now:** `src/poll.ts:7` asks each second.\n- **Advice:** wait.\n',
      ['important src/queue.ts:40', slow],
    ],
    [
      'boxes of which some are ticked',
      '# Findings\n\n## Bugs (fix before merge)\n\n- [x] **B1** The job is lost in `src/queue.ts:40` — kept now\n\n## Later\n\n- [ ] **A1** Polls too often, see `src/poll.ts:7`\n- [ ] Read it once more\n',
      [slow],
    ],
    [
      'weaknesses under a title that says more than that',
      '# A look at the plan\n\n## What looks good\n\n- It is small.\n\n## What still needs tightening (issues of focus)\n\n- The poll of `src/poll.ts` asks each second, which wakes the disk.\n',
      ['important src/poll.ts:null'],
    ],
    [
      'a place in the first comment of the code, and lines in words behind it',
      '## Issues\n\n### 1. The job is lost\n\n```ts\n// src/queue.ts:40\nif (full) return;\n```\n\n### 2. Polls too often\n\n* *Lines:* `src/poll.ts` (~line 7), `src/queue.ts` (~line 90)\n* *Issue:* It asks each second.\n',
      ['important src/queue.ts:40', slow],
    ],
    [
      'words of praise that name a file',
      '## Observations\n\n- **Small functions**: those of `src/queue.ts:40` are clear and well named.\n- **Polls too often**: `src/poll.ts:7` asks each second.\n\n### Callouts (non-blocking)\n\n- (none)\n',
      ['suggestion src/poll.ts:7'],
    ],
    [
      'Hebrew',
      '# דוח\n\n## קריטי\n\n### 1) המשימה אובדת\n\n**איפה:** `src/queue.ts:40`\n\n**השפעה:** היא נעלמת.\n\n## נמוך\n\n### 2) שם קצר\n\n**איפה:** `src/poll.ts:3`\n',
      [lost, name],
    ],
    [
      'marks in front of numbers of an outline, with what is wrong and what to do below, in Russian',
      '## 1. Очередь\n\n### 🔴 1.1 Задание теряется\n\n* **Проблема**: В `queue.ts` задание отбрасывается.\n* **Решение**: Сохранять его.\n\n## 2. Опрос\n\n### 🟢 2.1 Короткое имя\n\n* **Плюс**: Всё ясно в `src/poll.ts:3`.\n* **Рекомендация**: Имя длиннее.\n\n## Итоговый чек-лист\n\n1. **[P0] Queue**: сохранять задание в `queue.ts`, которое отбрасывается.\n',
      ['critical queue.ts:null', name],
    ],
    [
      'what was decided of each behind its title',
      '# Issues of the review\n\n### Issue 1: the job is lost (VALID - Fixed)\n\nKept in `src/queue.ts:40`.\n\n### Issue 2: it polls too often (VALID)\n\n`src/poll.ts:7` asks each second.\n\n### Issue 3: short name (FALSE POSITIVE - Rejected)\n\nIt is clear in `src/poll.ts:3`.\n',
      [slow],
    ],
    [
      'folds about the run of a bot',
      '**Actionable comments posted: 1**\n\n<details>\n<summary>ℹ️ Review info</summary>\n\n<details>\n<summary>⚙️ Run configuration</summary>\n\n**Profile**: strict\n\n</details>\n\n<details>\n<summary>📒 Files selected for processing (2)</summary>\n\n* `src/queue.ts`\n* `src/poll.ts`\n\n</details>\n\n</details>\n\n**[Critical] The job is lost.** `src/queue.ts:40` drops it.\n',
      [lost],
    ],
    [
      'a mark and a place in a heading above prose, and levels below a title about the scope',
      '## 1. Correctness bugs\n\n### 🔴 The job is lost between two writes — `src/queue.ts:40`\n\nThe first write is not awaited.\n\nSo the second one wins.\n\n## 2. Scope hygiene\n\n- **High — It polls too often:** `src/poll.ts:7` asks each second.\n\n## 3. Minor issues\n\nNone.\n\n## 4. Dead code\n\n`src/poll.ts:90` is never called.\n',
      [lost, slow, 'important src/poll.ts:90'],
    ],
    [
      'numbers that go on from part to part',
      '# A look at the plan\n\n## Safety of the queue\n\n1. **Jobs have no owner** – `src/queue.ts:40` drops what nobody holds.\n\n## How often it asks\n\n2. **It polls too often** – `src/poll.ts:7` should wait.\n\n## How to start it\n\n1. **Install** – run the script.\n2. **Open** – see `src/poll.ts:9`.\n',
      ['important src/queue.ts:40', slow],
    ],
    [
      'full-width marks without blanks',
      '## 缺点\n\n### 1. 任务丢失\n\n- 严重程度：严重\n- 位置：src/queue.ts:40-44, src/other.ts:1\n- 原因：提前返回。\n\n### 2. 名称太短\n\n- 严重程度：低\n- 位置：src/poll.ts:3\n',
      [lost, name],
    ],
    [
      'a level in front of a full-width colon or comma',
      '## 主要发现\n\n### 3.1 严重：任务丢失\n\n- `src/queue.ts:40`\n\n### 3.2 新发现 2：高，轮询太频繁\n\n- `src/poll.ts:7`\n',
      [lost, slow],
    ],
    [
      'levels of parts in brackets, with boxes',
      '## 一、代码质量（P1）\n\n- [x] **旧问题** — ✅ 已删除\n- [ ] **轮询太频繁** — `src/poll.ts:7`\n\n## 二、文档（P3）\n\n- [ ] **名称太短** — `src/poll.ts:3`\n- [ ] **缺少说明**\n',
      [slow, name, 'suggestion null:null'],
    ],
    [
      'counted parts of tables, whose rows are settled or not',
      '### 严重 (Critical) - 2 个\n\n| ID | 文件 | 行号 | 问题描述 | 状态 |\n|---|---|---|---|---|\n| C-1 | `src/old.ts` | 9 | 未导入 | ✅ 已修复 |\n| C-2 | `src/queue.ts` | 40 | 任务丢失 | ⚠️ 待处理 |\n\n### 低 (Low) - 1 个\n\n| ID | 文件 | 行号 | 问题描述 | 状态 |\n|---|---|---|---|---|\n| L-1 | `src/poll.ts` | 3 | 名称太短 | 📝 建议 |\n',
      [lost, name],
    ],
    [
      'lines in a field of their own, and below the file in a list',
      '## Problemas críticos\n\n### 1. Se pierde la tarea\n\n**Archivo:** `src/queue.ts`  \n**Severidad:** Crítico  \n**Líneas:** 40-44\n\n## Altos\n\n### 2. Consulta demasiado\n\n**Ubicación:**\n\n- `src/poll.ts`\n  - Lines 7-9: the loop\n',
      [lost, slow],
    ],
    [
      'a file as the title',
      '### [critical] src/queue.ts\n\n问题: 提前返回（Queue.stop:12 一样）。\n\n### [minor] src/poll.ts\n\n问题: 名称太短（src/poll.ts:3）。\n',
      ['critical src/queue.ts:null', name],
    ],
    [
      'several findings under one number',
      '## High\n\n### 1. Polls too often\n\n`src/poll.ts:7`\n\n### 2-3. More\n\n- Waits for nothing\n- Never stops\n',
      [slow, 'important null:null', 'important null:null'],
    ],
    [
      'a scale, what to look at, and remarks that all is well',
      '## Severity Scale\n\n- Critical: data loss\n- High: a bug\n\n## Review focus areas\n\n### 1. Locks\n\n- Does `src/lock.ts` hold?\n\n## Findings\n\n### Low: Short name\n\n`src/poll.ts:3`\n\n## Observations\n\n### Structure\n\nThe rooms are clean.\n',
      [name],
    ],
    [
      'fields of one finding that name levels',
      '## Befunde (Schweregrad: HOCH)\n\n### 1. Audit: 9 Vulnerabilities (4 HIGH, 5 MODERATE)\n\n- **serializer ≤7**: runs code (HIGH)\n- **Status**: OFFEN\n- **Empfehlung**: anheben\n\n### 2. Fehlende Seite\n\n- **Problem**: 404\n- **Status**: GEFIXT\n\n### 3. Typen\n\n- **Status**: Kein Handlungsbedarf\n',
      ['important null:null'],
    ],
    [
      'Italian, Russian and Dutch',
      '## 🚨 Problemi Critici\n\n### 1. Il lavoro va perso\n\n**Gravità**: 🔴 CRITICA\n**File**: `src/queue.ts:40`\n\n## ВАЖНЫЕ ПРОБЛЕМЫ\n\n### 1. **Слишком часто**\n\n- `src/poll.ts:7`\n\n## Wat goed zit\n\n- De naam.\n\n## Bevindingen\n\n### Laag\n\n1. `src/poll.ts:3` heeft een korte naam.\n',
      [lost, slow, name],
    ],
    [
      'a title that is a part elsewhere, between numbered ones',
      '## Areas for Improvement\n\n### 1. Polling\n\n**Current:** often\n\n### 2. Test Coverage\n\n**Current:** none\n',
      ['suggestion null:null', 'suggestion null:null'],
    ],
    [
      'numbers that go on from list to list, with points between them',
      '## Gaps\n\n1. The job is lost\n- Here: `src/queue.ts:40-44`\n- Risk: nobody notices.\n\n2. Polls too often\n- Here: `src/poll.ts:7`\n',
      ['important src/queue.ts:40', slow],
    ],
    [
      'levels in the titles of parts, and findings whose titles sound like parts',
      '## Priority Order\n\n### P0: Fix before anybody else may write\n\n#### 1. Lost job\n\n`src/queue.ts:40`\n\n## P3: Fix some day\n\n#### 2. Documentation drift\n\n- `src/poll.ts:3` says little.\n',
      [name, lost],
    ],
    [
      'what is to be done below each, and lines behind the word file',
      '#### LOW\n\n**L1 — Short name**\n\nThe `src/poll.ts` file, line 3, says little.\n\n**Recommended action**: none for now.\n\n#### MED\n\n**M1 — Polls too often**\n\n`src/poll.ts:7`\n',
      [name, slow],
    ],
    [
      'nothing but weaknesses, in plain items',
      '## Stärken\n\n- Klar gegliedert.\n\n## Schwächen / Risiken\n\n- Die Abfrage läuft zu oft.\n- Der Name ist zu kurz.\n\n## Nächste Schritte\n\n- Seltener abfragen.\n',
      ['important null:null', 'important null:null'],
    ],
    [
      'weaknesses that sum up what was found',
      '## Critical\n\n1. **Lost job** — `src/queue.ts:40`\n\nDropped.\n\n## Schwächen\n\n- Jobs get lost.\n- Nobody owns the queue.\n',
      [lost],
    ],
    [
      'a folder, of which the words name a file as an example',
      '## Important\n\n1. **No tests** — `src/queue/` (gap)\n\nThe one in `other.test.ts:9` is for another.\n',
      ['important null:null'],
    ],
  ])('with %s', (_, answer, findings) => expect(read(answer)).toEqual(findings));

  test('keeps what stands behind a title on its line', () => {
    const reading = readReview('## Important\n\n- **Slow** — src/poll.ts:7 — it asks every millisecond\n');
    expect(reading).toMatchObject({
      review: { findings: [{ title: 'Slow', explanation: 'it asks every millisecond' }] },
    });
  });

  test('names what it left out as dealt with', () => {
    const reading = readReview('## Findings\n\n### 1. Lost job — ✅ FIXED\n\n**File:** `src/queue.ts:40`\n');
    expect(reading).toMatchObject({ notes: [expect.stringContaining('Lost job')] });
  });
});

test.each([
  ['a guide', '# How to review\n\n## Verify\n\n- The change is small.\n- `npm test` passes.\n'],
  [
    'an approval',
    '# Review\n\n## Critical Issues\n\nNone.\n\n## Strengths\n\n- Handles a critical error well.\n',
  ],
])('%s has no findings', (_, answer) =>
  expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]),
);
