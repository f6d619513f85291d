import { wordsOf } from '../clustering/words/words.ts';

/**
 * Words in which somebody asks for more, or says that he does not know, whatever it is about. A doubt of nothing but these names no step.
 * Stems, since `wordsOf` gives such.
 */
const asking = new Set(
  wordsOf(
    `absent action actual actually additional ai aid alone analysis analyze appear application applicable assess author aware beyond bug cannot case certain
     check claim clarification clarify clarity clear code codebase complete concern concrete confidence confirm confirmation context could
     decide deeper defect definite definitive demonstrate demonstration detail determine diff different discuss done doubt doubtful enough establish evidence
     evident everything examine example execute execution exist existing expert extra fact finding full further genuine give given guess happen
     human hypothetical impossible inconclusive information insight insufficient inspect investigate investigation issue judge judgement know known
     knowledge likely look make manual maybe miss missing na need needed never nil none not nothing null occur ok opinion pr outside perhaps plausible point possible potential practice present
     problem production project proof proper prove proven provide question real really reason reasoning related repo repository reproduce
     reproduction repro require required research result review reviewer reported run runtime scenario see seem shown show situation something
     specific state step still sufficient support sure system tbd tell test theoretical thorough time true unable uncertain unclear understand
     undetermined unknown unproven unsure unverified valid validate verification verify visible whole work would yes
     bedarf beleg belege beweis braucht des der die ein eine es ist fehlt fehlen information informationen keine keiner kontext mehr nachweis nicht
     nichts nötig unbekannt unklar weitere weiterer zu zum
     aucun aucune contexte davantage de du est faut il la le les manque ne pas plus preuve rien
     contexto el falta faltan hay información informacion lo más mas nada ninguna ninguno no prueba pruebas se`,
  ),
);
const askingHan =
  /需要|更多|更|进一步|信息|资料|上下文|背景|证据|證據|证明|证实|没有|沒有|无法|無法|未知|不明|不清楚|确认|確認|验证|驗證|确定|判断|调查|調査|追加|必要|情報|文脈|コンテキスト|根拠|証拠|検証|再現|です|ます|ない|なし|する|した|な|が|は|を|の|に|的|了|无|無|없음/gu;
const han = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;

/** Whether a doubt says which step the repository does not show: in words that are about something. */
export function namesStep(missing: string | null): boolean {
  if (missing === null) return false;
  const words = missing.match(/[\p{L}_][\p{L}\p{N}\p{M}_]*/gu) ?? [];
  return words.some(isAboutSomething);
}

function isAboutSomething(word: string): boolean {
  if (han.test(word)) return word.replace(askingHan, '').length > 1;
  if (/^[A-Za-z0-9_]+$/.test(word)) {
    // `OS` and `DB` are names, and a stem may be shorter than its word: that of `TLS` is `tl`.
    const isName = word.length > 2 || /^[A-Z][A-Z\d]$/.test(word);
    return isName && wordsOf(word).some((stem) => !asking.has(stem));
  }
  return word.length > 2 && !asking.has(word.toLowerCase());
}
