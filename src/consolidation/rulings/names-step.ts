/** What stands where a missing step should and names none. */
const noStep: readonly RegExp[] = [
  // `Nothing`, `N/A for this`, `Unknown.`, `see reason`
  /^\P{L}*(?:nothing|none|n\/?a|not applicable|nil|null|unknown|unclear|unsure|uncertain|tbd|everything|see (?:the )?reason|as above|keine?[rs]?|nichts|aucune?|rien|ning\p{L}+|nada|なし|无|没有|없음)(?:\s+(?:at all|here|known|for this|for this one))*\P{L}*$/iu,
  // `Nothing is missing`, `No step is missing; everything is shown`, `All steps are there`
  /^\P{L}*(?:nothing|no (?:missing )?steps?|all (?:the )?steps?|everything)\s+(?:(?:is|are|was|seems?|appears)\s+)?(?:(?:not|really|to be)\s+)*(?:missing|lacking|needed|left|unclear|shown|visible|present|given|there|known|confirmed|in the (?:repository|code|diff))\b/iu,
];

/** Whether a doubt says which step the repository does not show. */
export const namesStep = (missing: string | null): boolean =>
  missing !== null &&
  /\p{L}{3}.*\p{L}{2}|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{4}/su.test(missing) &&
  !noStep.some((pattern) => pattern.test(missing));
