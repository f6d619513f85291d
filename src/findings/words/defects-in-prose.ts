/** Words that say that something is wrong. */
export const defect =
  /\b(?:bugs?|vulnerab\w+|injection|crash\w*|leaks?|leaked|race condition|deadlocks?|data loss|loses?|lost|corrupts?|broken|breaks|fails?|incorrect\w*|wrong\w*|unsafe|insecure|never (?:frees?|closes?|checks?|validates?)|missing|overflows?|regress\w+|throws?|hangs?|unvalidated|undefined)\b|漏洞|错误|崩溃|缺少|缺失|泄漏|バグ|不具合|脆弱|欠落|버그|취약|누락|오류/i;
/** Words that take it back, or tell of tests and repairs. */
const denial =
  /\b(?:no|not|none|without|never mind|fix(?:es|ed)?|resolved|addressed|prevents?|avoids?|handles?|guards?|protects?|correctly|properly|safe(?:ly)?|fine|clean|covered|tests?|verified|checked|looked|confirm(?:s|ed)?|n't)\b|n't\b|没有|未发现|已修复|なし|ません|없|정상/i;
const place = /`[^`\n]+`|[\w/.-]+\.\w{1,6}:\d+|\b(?:line|lines) \d+/i;

/** The sentences of a text that say, at a place, that something is wrong. */
export function defectsIn(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.slice(0, 2_000).split(/(?<=[.!?])\s+|(?<=[。！？])/))
    .filter((sentence) => place.test(sentence) && defect.test(sentence) && !denial.test(sentence));
}
