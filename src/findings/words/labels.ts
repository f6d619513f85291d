import { fold, phrasesOf } from './phrases.ts';

/** What a labelled part of a finding is: `**Fix:** …`, `- Location: …`, a column of a table. */
export type Label =
  | 'explanation'
  | 'fix'
  | 'evidence'
  | 'place'
  | 'line'
  | 'severity'
  | 'kind'
  | 'title'
  | 'status'
  | 'quote'
  | 'number'
  | 'detail'
  | 'prompt';

const labels = phrasesOf<Label>({
  detail: `
    השפעה, סיבה, التأثير, السبب, вплив, наслідок, причина, риск, риски, последствия, влияние, воздействие, почему, пример, плюс, плюсы, dopad, pricina, konsekvens
    impact, why, why it matters, why this matters, why this is a bug, what was wrong, current state, relevant code path, note, notes, example, before, after, consolidation note, details, scope, risk, risks, effect, consequence
    category, confidence, effort, source, failure scenario, scenario, cause, root cause, context, benefits, benefit, reason, rationale
    observation, current behavior, expected behavior, expected, actual, auswirkung, auswirkungen, folge, aufwand, grund, fallbeispiel, hörbar
    impacto, efecto, motivo, consequence, impacto potencial, consecuencia, raison, 影响, 风险, 根因, 根因分析, 原因分析, root cause analysis, 原因, 后果, 影響, 原因, 理由, 影響範囲, 영향, 이유, 원인
    verdict, prompt, steps, how, fix direction, recommendation summary, benefits, action, actions, dependencies, focus, task name, wirkung
  `,
  explanation: `
    opis, sorun, aciklama, masalah, deskripsi,
    ปัญหา, รายละเอียด, คำอธิบาย, विवरण, समस्या, مشکل, توضیح,
    בעיה, תיאור, المشكلة, الوصف, опис, popis, beskrivning, beskrivelse
    problem, issue, description, explanation, finding, bug, what, defect, concern, summary, details, analysis, problema, descripcion, hallazgo
    descricao, beschreibung, befund, fund, probleme, description du probleme, constat, 问题, 描述, 问题描述, 说明, 現象, 問題, 問題点, 内容, 説明, 詳細
    指摘, 指摘内容, 문제, 설명, 내용, 문제점, 현상, 이슈, проблема, описание
  `,
  title: 'title, titel, titulo, titolo, titre, naslov, baslik, judul, название, 标题, 件名, 제목',
  fix: `
    rjesenje, resenje, popravka, popravak, preporuka, predlog, cozum, duzeltme, oneri, naprawa, rozwiazanie, poprawka, perbaikan, solusi, da fare, soluzione, correzione, likely correction,
    วิธีแก้, แนวทางแก้ไข, การแก้ไข, แก้ไข, समाधान, सुधार, راه حل,
    תיקון, תיקון מוצע, טיפול מוצע, פתרון, פתרון מוצע, המלצה, الحل, الإصلاح, الحل المقترح, التوصية, виправлення, рішення, рекомендація, oprava, reseni, doporuceni, losning, forslag
    fix, fix idea, fix suggestion, recommended improvement, recommended improvements, suggested improvement, suggested fix, recommended fix, proposed fix, possible fix, required fix, fix applied, remediation, remediation plan, solution, patch
    recommendation, recommendations, suggestion, suggestions, proposed solution, suggested change, proposed change, how to fix, action required
    fix direction, mitigation, suggested solution, recommended action, correction, resolution, lösung, losung, vorschlag, behebung, empfehlung
    reparatur, korrektur, fix vorschlag, solucion, recomendacion, correccion, sugerencia, solucion propuesta, solucao, recomendacao, correcao
    sugestao, recommandation, correctif, solution proposee, 修复, 修复建议, 建议, 解决方案, 修复方案, 修改建议, 改进建议, 建议修复, 修正案, 修正方法, 推奨
    修正方針, 修复计划, 解决思路, 対策, 改善案, 提案, 推奨対応, 권장 수정, 수정 방안, 해결 방안, 해결책, 권장, 권장사항, 제안, 수정, 개선안, решение, исправление, рекомендация, рекомендации, предложение, как исправить
    권장 조치, 개선 방안, 수정 제안
  `,
  evidence: `
    verified, verification, evidence, reproduction, repro, proof, how verified, confirmed, verified via, verified by, verified with
    evidence output, confirmed via, confirmed by, belege, nachweis, evidencia, preuve, 证据, 根拠, 証拠, 근거, 증거
  `,
  place: `
    fajl, fajlovi, datoteka, datoteke, lokacija, mjesto, mesto, dosya, dosyalar, konum, plik, pliki, lokalizacja, berkas, lokasi, relevant file, relevant files, related file, related files,
    ไฟล์, ตำแหน่ง, ที่, फ़ाइल, स्थान, فایل,
    איפה, מיקום, קובץ, קבצים, الموقع, الملف, المسار, розташування, місце, soubor, umisteni, fil, filer, plats
    file, files, location, locations, path, paths, where, place, places, file path, affected file, affected files, files affected, file s
    file line, reference, reference examples, code location, component, module, position, datei, dateien, ort, stelle, fundstelle, pfad, fichier, fichiers, emplacement, lieu
    localisation, archivo, archivos, ubicacion, fichero, ruta, donde, lugar, arquivo, arquivos, localizacao, local, caminho, percorso
    问题位置, 受影响的文件, 受影响文件, 影响文件, 相关文件, 相关位置, 问题文件, 问题代码位置, 典型位置, 具体位置, 発生箇所, 問題箇所, 対象箇所, 関連ファイル, 영향 파일, 관련 파일, 문제 위치
    archivos afectados, archivo afectado, betroffene dateien, betroffene datei, fichiers concernes, fichier concerne, file interessati, file coinvolti
    arquivos afetados, arquivo afetado, файлы, расположение, затронутые файлы, bestand, bestanden, locatie, where found, seen in, found in
    文件, 位置, 文件位置, 代码位置, 路径, 所在文件, 涉及文件, 文件路径, 位置 文件, 場所, 箇所, ファイル, 該当箇所, 対象ファイル, 該当ファイル, 파일, 위치, 경로
    파일 위치, 해당 파일, 대상 파일, файл, место
  `,
  line: 'line, lines, line number, line numbers, zeile, zeilen, ligne, lignes, linea, lineas, linha, linhas, 行, 行号, 行番号, 라인, 줄',
  severity: `
    ความรุนแรง, ระดับ, ระดับความรุนแรง, गंभीरता, شدت,
    tezina, ozbiljnost, prioritet, onem, onem derecesi, oncelik, seviye, waga, priorytet, tingkat, keparahan, severity, priority, level, importance, urgency, severity level, risk level, sev, prio, schweregrad, prioritat, wichtigkeit, dringlichkeit
    الخطورة, درجة الخطورة, الأهمية, cvss, cvss score, severity score, risk rating,
    severite, gravite, priorite, niveau, gravita, severita, priorita, ernst, prioriteit, severidad, gravedad, prioridad, nivel, nivel de riesgo, criticidad, severidade, gravidade
    prioridade, criticidade, 严重程度, 严重级别, 严重性, 严重度, 优先级, 级别, 等级, 风险等级, 重要性, 重要度, 重大度, 深刻度, 優先度, 심각도, 중요도
    우선순위, 위험도, критичность, приоритет, серьезность
  `,
  kind: 'kind, classification',
  status:
    'status, state, estado, statut, 状态, 狀態, 状況, 対応状況, ステータス, 상태, stand, статус, decision, resolution status',
  quote:
    'code, current code, existing code, snippet, quote, original, problematic code, 现有代码, 当前代码, 問題代码, 現在のコード, 現状, 현재 코드, codigo actual, code actuel, aktueller code',
  number: 'no, nr, id, num, number, numero, 序号, 编号, 番号, 번호',
  prompt: 'prompt for ai agents, ai prompt, ai向けプロンプト, prompt for ai agent',
});

/** What stands behind a label and says nothing: `Problème identifié`, `Problem found`. */
const found =
  / (?:identified|found|detected|observed|identifiee?s?|detectee?s?|constatee?s?|identificad[oa]s?|encontrad[oa]s?|detectad[oa]s?|gefunden|festgestellt|rilevat[oi])$/;

/** What a label says that follows; null where it is none. Marks, numbers and what stands in brackets do not count. */
export function labelOf(written: string, prefer: Label | null = null): Label | null {
  const bare = fold(written)
    .replace(/^(?:the|der|die|das|el|la|le|il) (?=\p{L})/u, '')
    .replace(/\([^)]*\)|（[^）]*）/g, '')
    .replace(/(?:[^\p{L}\p{N}\p{M}]|[\uFE00-\uFE0F])+/gu, ' ')
    .trim();
  if (prefer === 'title' && titleColumns().has(bare)) return 'title';
  return labels().get(bare) ?? labels().get(bare.replace(found, '')) ?? labelOfEnd(bare);
}

/** `实现文件` ends with the word for a file, `処理箇所` with that for a place: in these scripts the last part says what it is. */
function labelOfEnd(bare: string): Label | null {
  if (!/^[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{3,8}$/.test(bare)) return null;
  const label = labels().get(bare.slice(-2));
  return label === 'place' || label === 'fix' || label === 'line' ? label : null;
}

/** Columns of tables that hold what is wrong; as labels in a finding they begin its explanation. */
const titleColumns = phrasesOf({
  title: `
      title, name, issue, issues, problem, problems, bug, bugs, finding, findings, defect, vulnerability, suggestion, description, summary, item
      concern, what, observation, comment, titulo, hallazgo, problema, problemas, fund, befund, fehler, titre, 问题, 问题描述, 标题, 描述, 指摘
      問題, 件名, 指摘事項, 指摘内容, 제목, 문제, 내용, 항목, проблема, details, detail, message, gap, risk, recommendation title
    `,
});
