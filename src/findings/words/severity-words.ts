import type { Severity } from '../../model/answers/review-schema.ts';
import { phrasesOf } from './phrases.ts';

/** What a word says about a severity: one of them, that there is nothing, that it is dealt with, or nothing by itself. */
export type SeverityRole = Severity | 'none' | 'settled' | 'label' | 'noun' | 'topic' | 'filler';

/**
 * Words of the usual scales in the languages that reviews are written in. A middle level is important: rather too strict than
 * too mild, since an adjudicator looks at it and can lower it.
 */
export const severityPhrases = phrasesOf<SeverityRole>({
  filler: `
    ระดับ, ความรุนแรง, ตาม, ที่, พบ, ของ, และ, เร่งด่วน, के, की, का, स्तर,
    a, an, the, of, or, and, to, for, in, as, is, are, be, 추가, 추가적인, 追加, その他, 其他, been, was, were, has, have, with, at, by, on, new, other, all, any, this, that, from, before, after
    additional, remaining, open, further, more, most, real, actual, found, identified, detected, discovered, discover
    merge, merging, pr, code, review, detailed, detail, main, key, what, possible, potential, outstanding
    would, will, must, need, needs, attention, action, required, requires, requiring, needed, address, addressed first
    및
    priority, severity, level, risk, impact, crash, at, runtime, production, release, immediately, asap, soon, first, now
    sugerida, sugeridas, sugerido, sugeridos, suggeree, suggerees, suggerite, vorgeschlagene, suggested,
    adicional, adicionales, weitere, zusatzliche, supplementaires, autres, otras, otros, outras, ulteriori, дополнительные, overige
    gefunden, festgestellt, entdeckt, trouve, trouves, trouvee, trouvees, identifie, identifies, encontrado, encontrados, encontrada, encontradas
    identificado, identificados, trovato, trovati, rilevato, rilevati, найдено, обнаружено, 발견, 발견되지
    und, oder, der, die, das, zu, vor, dem, sofort, et, ou, de, des, du, la, le, les, y, e, o, del, los, las, el, em, da, do, dos, antes
    все, всі, current, known, still, unresolved, pending, 当前, 目前, 现有, 现存, 遗留, 剩余, 未解决, 已知, 所有, 全部, 現在, 残る, 未解決, 현재, 남은, 기존
    个, 個, 件, 条, 處, 处, 개, 건, 级别, 级, 级的, 的, 性, 类, 级问题, 優先度, 优先级, 優先級, 优先, 度, な, の, すべき, が必要, 必要, 修正, 需要, 立即, 主要, 주요, 수준, 우선순위, 의, 이, 한, 순위
  `,
  topic: `
    security, performance, quality, code quality, error handling, accessibility, maintainability, functional, functionality, logic, correctness
    安全, 性能, 代码质量, 功能, 健壮性, セキュリティ, パフォーマンス, 機能, 보안, 성능, 코드 품질, 기능, 품질
  `,
  label: `
    severity, priority, level, importance, urgency, risk level, risk, schweregrad, prioritat, wichtigkeit, dringlichkeit, risiko, risiken
    severite, gravite, priorite, niveau, importance, risque, severidad, gravedad, prioridad, nivel, riesgo, severidade, gravidade
    prioridade, risco, nivel de riesgo, severita, gravita, priorita, rischio, серьезность, критичность, приоритет
    严重程度, 严重级别, 严重性, 严重度, 优先级, 级别, 等级, 重要性, 重要程度, 风险等级, 风险级别, 嚴重程度, 優先級
    重要度, 重大度, 深刻度, 優先度, 危険度, 심각도, 중요도, 우선순위, 위험도
  `,
  noun: `
    ปัญหา, ข้อบกพร่อง, บั๊ก, ช่องโหว่, จุดอ่อน, समस्या, समस्याएं, مشکل, مشکلات,
    list, lista, liste, список, перечень, 清单, 列表, 一览, 一覧, リスト, 목록, 缺口, 风险, 风险项, 风险点, 隐患点, リスク, 리스크, 위험 요소
    בעיה, בעיות, ממצא, ממצאים, באג, באגים, مشكلة, مشاكل, ملاحظات, проблема, проблем, зауваження, помилки, nalezy, chyby, funn, fynd
    issue, finding, problem, bug, defect, item, comment, concern, error found, vulnerability, vulnerabilities, flaw
    nalaz, nalazi, problemi, greska, greske, propust, propusti, sorun, sorunlar, bulgu, bulgular, hata, hatalar, blokada, temuan, masalah,
    regression, weakness, weaknesses, mistake, failure, violation, remark, hallazgo, hallazgos, problema, problemas, error, errores
    achado, achados, apontamento, apontamentos, erro, erros, problemi, difetti, befund, befunde, fund, funde
    probleme, problem, mangel, fehler, auffalligkeiten, kritikpunkte, anmerkungen, punkte, probleme, problemes, constat, constats, remarques
    anomalies, defauts, points, проблемы, замечания, ошибки, находки, 问题, 缺陷, 发现, 隐患, 漏洞, 错误, 项, 点, 事项, 問題, 問題点, 指摘
    指摘事項, 課題, 不具合, 項目, 事項, バグ, 検出事項, 懸念, 懸念点, 문제, 문제점, 이슈, 발견, 발견사항, 지적사항, 지적, 결함, 사항, 항목, 버그
  `,
  none: `
    no, none, zero, nothing, n a, keine, keiner, keines, aucun, aucune, ningun, ninguno, ninguna, nenhum, nenhuma, nessun, nessuna, нет
    无, 没有, 暂无, 未发现, なし, 無し, ありません, 없음, 없습니다
  `,
  settled: `
    fixed, resolved, addressed, done, closed, completed, implemented, already fixed, fix applied, solved, mitigated, patched
    duzeltildi, cozuldu, giderildi, tamamlandi, eklendi, duzeltilen, popravljeno, rijeseno, reseno, rijeseni, zavrseno, naprawione, naprawiono, rozwiazane, diperbaiki, selesai,
    by design, as designed, design decision, intended, intentional, accepted, accepted risk, wont fix, not an issue, false positive, no action needed, no action required, dismissed, not applicable
    no fix needed, no change needed, kein handlungsbedarf, gefixt, gefixed, aucune action requise, sin accion
    erledigt, behoben, gelost, umgesetzt, corrige, corriges, resolu, resolus, corrigee, corregido, corregidos, resuelto, resueltos
    resuelta, resueltas, corregida, corregidas, solucionado, solucionados, arreglado, arreglados, corrigida, corrigidas, resolvida, resolvidas, corrigees, resolue, resolues,
    behobene, behobenen, geloste, erledigte, umgesetzte, risolti, risolta, risolte, corretti, corrette, opgelost, verholpen, atgardat, rettet, opraveno, opravene, vyreseno, naprawiony, javitva,
    исправлены, исправлен, исправлена, исправленные, исправленный, исправленных, устранено, устранены, устраненные, решено, решены, закрыто, закрыты, выполнено, виправлено, виправлені, вирішено,
    תוקן, תוקנו, נפתר, แก้ไขแล้ว, 已修復, 已解決, 已處理, 已優化, 已优化, 已实现, 已關閉, 已关闭, 維持現狀, 维持现状, 不实施, 修正完了, 対応完了, 수정완료, 해결 완료, 처리 완료, 반영 완료,
    corrigido, corrigidos, resolvido, resolvidos, implementadas, implementados, risolto, исправлено
    设计决策, 有意设计, 不修复, 保留, 已修复, 已解决, 已完成, 已处理, 修复完成, 已修正, 无需处理, 无需修改, 误报, 対応不要, 修正済み, 修正済, 対応済み, 対応済, 解決済み, 解決済, 完了, 수정됨, 수정 완료, 해결됨, 해결, 완료
  `,
  suggestion: `
    ต่ำ, เล็กน้อย, ข้อเสนอแนะ, คำแนะนำ, निम्न, सुझाव, پایین, پیشنهاد,
    נמוך, נמוכה, הצעה, הצעות, שיפור, שיפורים, منخفض, منخفضة, اقتراح, اقتراحات, низький, низька, низькі, nizka, nizke, matala, alacsony, scazut
    observation, observacion, observaciones, beobachtung, beobachtungen,
    suggestion, low, lower, minor, nit, nits, nitpick, trivial, style, p3, p4, p5, sev3, sev4, sev5, optional, info, informational
    information, note, notice, enhancement, could, recommendation, recommended, cosmetic, polish, nice to have, non blocking, not blocking
    non blocker, non critical, improvement, consider, question, todo, thought, chore, typo, hint, advisory, housekeeping, hygiene
    areas for improvement, recommended improvements, potential improvements, fyi, code quality improvements, refactor suggestion,
    nizak, nisko, sitno, predlog, predlozi, prijedlog, prijedlozi, preporuka, preporuke, iyilestirme, iyilestirmeler, oneri, oneriler
    niedrig, niedrige, niedriger, gering, geringe, kleinkram, kleinigkeiten, hinweis, hinweise, empfehlung, empfehlungen, verbesserung
    verbesserungen, vorschlag, vorschlage, verbesserungsvorschlage, optionale, nicht kritisch, nicht blockierend, kosmetik
    mineur, mineurs, mineure, mineures, faible, faibles, basse, bas, recommandation, recommandations, amelioration, ameliorations
    laag, lage, klein, niskie, niski, drobne, dusuk, rendah, ringan, thap, низкие, незначительные, незначительный
    optionnel, non bloquant, non bloquants, non bloquante, non bloquantes, observation de style, cosmetique
    baja, bajo, bajas, bajos, menor, menores, sugerencia, sugerencias, recomendacion, recomendaciones, mejora, mejoras, opcional
    no bloqueante, no bloqueantes, leve, leves, observacion de higiene, mejoras recomendadas
    baixo, baixa, baixos, baixas, sugestao, sugestoes, recomendacao, recomendacoes, melhoria, melhorias, nao bloqueante
    basso, bassa, minore, minori, suggerimento, suggerimenti, miglioramenti, низкий, низкая, рекомендации, предложения
    低, 低严重, 轻度, 低级, 低危, 低风险, 轻微, 次要, 建议, 优化建议, 改进建议, 提示, 可选, 改进, 优化, 非阻塞, 非阻断, 非错误, 非问题, 非缺陷, 不影响功能, 小问题, 一般建议, 建议改进, 建议优化
    軽微, 提案, 改善, 改善提案, 改善点, 任意, マイナー, 推奨, 情報, 参考, 推奨事項, 낮음, 사소, 사소한, 제안, 개선, 개선사항, 권장, 권장사항, 경미, 선택, 참고
    추가 권장사항, 개선 제안
  `,
  important: `
    สูง, ปานกลาง, สำคัญ, คำเตือน, उच्च, मध्यम, महत्वपूर्ण, بالا, متوسط, مهم,
    גבוה, גבוהה, בינוני, בינונית, חשוב, חשובה, אזהרה, عالي, عالية, متوسط, متوسطة, مهم, высокий, високий, висока, високі, середній, середня, середні
    visok, visoka, visoko, srednji, srednja, srednje, vazno, orta seviye, uyari, vysoka, vysoke, stredni, hog, hoy, medel, middels, korkea, keskitaso, magas, kozepes, ridicat, mediu
    important, high, major, error, p1, sev1, should, should fix, should be fixed, significant, serious, needs fix, needs work, needs changes
    medium, med, moderate, warning, warn, p2, sev2, fix soon, medium high, medium low, must address, bug risk, potential issue
    wichtig, wichtige, wichtigen, hoch, hohe, hoher, mittel, mittlere, mittlerer, schwerwiegend, schwerwiegende, schwerwiegenden, warnung, warnungen, sollte gefixt werden
    sollte behoben werden, sollte verbessert werden, majeur, majeurs, majeure, majeures, eleve, elevee, eleves, haut, haute, hautes
    hoog, hoge, gemiddeld, gemiddelde, middel, belangrijk, wysoki, wysokie, sredni, srednie, wazne, yuksek, orta, onemli, tinggi, sedang, penting, cao, trung binh
    высокие, средние, важный, серьезный, серьезные, средней, высокой, rilevante, rilevanti
    moyen, moyenne, moyens, moyennes, avertissement, avertissements, importants, importante, importantes, a corriger, moderee, modere
    importante, alto, alta, altos, altas, mayor, mayores, medio, media, medios, medias, moderado, moderada, grave, graves, advertencia
    advertencias, aviso, avisos, medio bajo, medio alto, debe corregirse pronto, medias, maior, atencao, atencion
    alto rischio, importanti, avviso, высокий, высокая, средний, средняя, средне, высоко, важно, важные, предупреждение
    高, 高严重, 中严重, 中度, 高级, 高危, 高风险, 重要, 中, 中级, 中危, 中等, 中风险, 一般, 警告, 应修复, 应该修复, 较重要, 较严重, 需要关注, 需要改进
    要修正, 要対応, メジャー, 注意, 高い, 높음, 높은, 중간, 중요, 중요한, 보통, 경고, 주의
  `,
  critical: `
    วิกฤต, วิกฤติ, ร้ายแรง, ร้ายแรงมาก, गंभीर, अति गंभीर, بحرانی,
    קריטי, קריטית, קריטיות, חמור, חמורה, حرج, حرجة, خطير, خطيرة, критичний, критична, критичні, блокуючий, kriticka, kriticke, kriticky, kritisk, kritiska, kriittinen, kritikus
    kriticno, kriticni, kriticna, kriticne, blokirajuce, engelleyici,
    critical, crit, blocker, block, blocking, merge blocker, merge blocking, blocks merge, fatal, severe, p0, sev0, emergency, catastrophic
    showstopper, show stopper, must fix, must be fixed, must change, must fix before merge, fix before merge, required changes, required fixes
    urgent, highest, release blocker, deal breaker
    kritisch, kritische, kritischen, kritischer, kritisches, blockierend, blockierende, blockierenden, muss gefixt werden, muss behoben werden, zwingend
    kritiek, kritieke, blokkerend, blokkerende, krytyczny, krytyczne, krytyczna, blokujace, kritik, kritis, nghiem trong, критическая проблема
    critique, critiques, bloquant, bloquants, bloquante, bloquantes, doit etre corrige, urgente, critico, criticos, critica, criticas
    bloqueante, bloqueantes, bloqueador, bloqueadores, debe corregirse, deve ser corrigido, muy alto, muy alta
    bloccante, bloccanti, critici, критический, критическая, критические, критично, критичные, блокер
    严重, 严重的, 致命, 致命的, 阻断, 阻塞, 必须修复, 必须修改, 紧急, 关键, 最高, 嚴重, 極高, 极高, 危险, 高优先级必须修复
    致命的, 重大, 重大な, ブロッカー, 必須, 必ず修正, クリティカル, 緊急, 최우선, 치명적, 치명적인, 심각, 심각한, 블로커, 필수, 크리티컬, 긴급, 매우높음
  `,
});

/** Marks that stand for a severity where no word does. */
export const severityMarks: readonly (readonly [RegExp, Severity])[] = [
  [/[🔴🚨⛔🛑🚫🟥]/u, 'critical'],
  [/[🟠🟡⚠❗❌🟧🟨🐛🐞]/u, 'important'],
  [/[🔵🟢⚪🧹💡💬🟦🟩💅📝ℹ]/u, 'suggestion'],
];

/** Marks of what is good, or done. */
export const approvalMarks = /[✅☑✔👍🎉🌟⭐💪👏🏆]/u;
