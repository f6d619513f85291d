import type { Severity } from '../../model/answers/review-schema.ts';
import { fold, phrasesOf, readTokens } from './phrases.ts';
import { markedSeverity, readSeverityPhrase } from './read-severity.ts';
import { type Request, requestOf } from './request-titles.ts';
import { approvalMarks } from './severity-words.ts';

/**
 * What a part of a review is about: a severity holds the findings of that severity, `findings` those of several, `suspected` may
 * hold some, `recommendations` and `recap` repeat them or stand for them, `observations` hold some among others,
 * `aside` may, where they say a severity, `worklist` says what to do next, `closed` holds none (what is
 * good, done or asked).
 */
export type Topic =
  | Severity
  | 'findings'
  | 'suspected'
  | 'recommendations'
  | 'recap'
  | 'worklist'
  | 'summary'
  | 'design'
  | 'concerns'
  | 'strengths'
  | 'testing'
  | 'documentation'
  | 'commits'
  | 'limitations'
  | 'coverage'
  | 'aside'
  | 'observations'
  | 'closed'
  | 'other';

/** Parts of a review that we have a place for, in the words of our own template. */
const ownTitles: readonly (readonly [RegExp, Topic])[] = [
  [/^(recommended |suggested |fix )?(priority|priorities|prioriti[sz]ation)( order)?$/, 'worklist'],
  [/^(executive )?summary$|^overview$|^tl;?dr$/, 'summary'],
  [/^(design )?concerns$/, 'concerns'],
  [/^(design )?strengths$|^positives?( observations)?$|^what works well$|^highlights$/, 'strengths'],
  [/^((other|general|further|additional|minor|key) )?(observations|notes)$/, 'observations'],
  [/^design( (observations|assessment|review|notes))?$|^architecture$/, 'design'],
  [/^test(s|ing)?( (assessment|coverage|gaps|review))?$/, 'testing'],
  [/^doc(s|umentation)( (assessment|review|gaps))?$/, 'documentation'],
  [/^commit (structure|history|assessment|hygiene)\b|^commits$/, 'commits'],
  [/^(acknowledged|known|accepted) limitations$|^limitations$/, 'limitations'],
  [/^(review |file )?coverage( (summary|table|matrix))?$|^files? reviewed$/, 'coverage'],
  [
    /^(final |overall )?(verdict|recommendation|assessment|conclusion)$|^(unresolved|open) (feedback|questions)$/,
    'closed',
  ],
];

type TitleRole = 'summary' | 'closed' | 'strengths' | 'recommendations' | 'findings' | 'worklist' | 'aside';

/** Titles of other templates; any of these words decides, the first role named here before the next. */
const titlePhrases = phrasesOf<TitleRole>({
  findings: `
    ปัญหา, ข้อบกพร่อง, ช่องโหว่, สิ่งที่พบ, समस्याएं, مشکلات,
    findings, issues, problems, bugs, defects, vulnerabilities, concerns, regressions, hallazgos, problemas, befunde, probleme, fehler
    achados, constats, problemes, mangel, inaccuracies, mismatch, mismatches, divergences, discrepancies, inconsistencies, blockers, weaknesses, gaps, risks found, code smells, smells, technical debt
    发现的问题, 存在的问题, 问题, 缺陷, 漏洞, 指摘事項, 指摘, 問題点, 問題, 検出事項, 検証済み, 문제점, 문제, 발견사항, 지적사항, 이슈, 버그, 위험 요소, 취약점, 개선점, バグ, 脆弱性, 懸念, 隐患, 乖離, 改善点
    缺点, 不足, 短板, 风险点, 待改进, 改进空间, 需要改进的地方, 需要改进的领域, 新发现, 주요 문제, 리스크, 弱点
    debilidades, desventajas, schwachen, schwachstellen, faiblesses, points faibles, debolezze, criticita, problemi, problematiche, vulnerabilita
    проблемы, замечания, недостатки, ошибки, уязвимости, bevindingen, problemen, risico, risico s, bugs, wat ontbreekt, knelpunten
    problemy, uwagi, usterki, sorunlar, bulgular, temuan, masalah
    recommended focus areas, recommended focus areas for review, key issues to review, focus areas for review,
    missing considerations, potential risks, potential issues, missing pieces,
    could be improved, can be improved, needs tightening, needs work, needs improvement, room for improvement, shortcomings, pitfalls, drawbacks, red flags
    בעיות, ממצאים, באגים, חסרונות, مشاكل, مشكلات, ملاحظات, عيوب, недоліки, помилки, зауваження, nalezy, chyby, nedostatky, funn, fynd, brister, loydokset, ongelmat, hibak, probleme gasite
    riesgo actual, riesgos actuales, risque actuel, review notes, review comments, full review comments, needs attention, found
  `,
  recommendations: `
    ข้อเสนอแนะ, คำแนะนำ, सिफारिशें, सुझाव, توصیه ها,
    recommendation, suggested improvements, recommended improvements, recommended changes, recomendaciones, empfehlungen, recommandations
    recomendacoes, raccomandazioni, рекомендации, aanbevelingen, optimalisaties, rekomendacje, oneriler, rekomendasi
    改进建议, 优化建议, 建议, 推奨事項, 改善提案, 권장사항, 개선사항
  `,
  summary: `
    สรุป, สรุปภาพรวม, ภาพรวม, सारांश, خلاصه,
    summary, overview, tl dr, tldr, executive summary, statistics, stats, metrics, scorecard, score, scores, rating, ratings, summary of changes
    sommario, sommario esecutivo, riassunto, резюме, сводка, итоги, общая оценка, samenvatting, overzicht, podsumowanie, ozet, ringkasan
    resumen, resumen ejecutivo, zusammenfassung, uberblick, resume, synthese, resumo, sumario, riepilogo, vue d ensemble
    обзор, 摘要, 总览, 總覽, 总结, 概述, 概览, 总体评价, 统计, 概要, まとめ, サマリー, 総評, 結論, 요약, 총평, 결론, 개요, walkthrough, at a glance, index
  `,
  strengths: `
    จุดแข็ง, ข้อดี, สิ่งที่ทำได้ดี, ताकत, نقاط قوت,
    strengths, positive, positives, positive observations, positive aspects, what works, what s good, what is good, what s working, what went well
    achievements, accomplishments, what i like, what we like, things i like, יתרונות, נקודות חוזק, نقاط القوة, сильні сторони, silne stranky, styrkor, styrker
    good practices, best practices observed, well done, highlights, praise, kudos, pros, looks good, what i liked, done well, good
    sto je dobro, dobre strane, iyi yonler, files that are correct, fortalezas, puntos fuertes, aspectos positivos, lo que esta bien, lo bueno, starken, positiv, positives, was gut lauft, gut gelost, was gut ist
    forces, atouts, forces du projet, сильные стороны, положительные стороны, достоинства, плюс, преимущества, плюсы, wat goed zit, wat goed gaat, sterke punten, mocne strony, guclu yonler, kelebihan
    points forts, points positifs, ce qui est bien, pontos fortes, pontos positivos, punti di forza
    优点, 亮点, 做得好, 良好实践, 优势, 值得肯定, 良い点, 優れた点, 良かった点, 評価できる点, 강점, 잘된 점, 잘한 점, 장점, 좋은 점, 긍정적
  `,
  worklist: `
    next steps, action plan, action items, roadmap, plan, checklist, priority order, recommended priority, fix priority, fix order, suggested order, recommended order, priority matrix, prioritization
    implementation order, order of implementation, implementation phases, implementation roadmap, timeline,
    todo list, to do list, task list, tasks, suggested follow up, follow ups, follow up, follow up actions, remediation plan, remediation roadmap, implementation plan, phased plan
    recommended order of attack, order of attack, suggested fix order, action list, actionable task list, suggested plan of action, plan of action, remaining work, what to do now
    plan de accion, lista de tareas, plan de remediacion, massnahmen, massnahmenplan, handlungsplan, plan d action, feuille de route, plano de acao, piano d azione
    приоритеты исправления, приоритеты, порядок исправлений, akcioni redoslijed, redoslijed, plan akcije, oncelikler, yapilacaklar, чек лист, план улучшений, план действий, следующие шаги, дорожная карта, plan van aanpak, aanbevolen roadmap, volgende stappen
    proximos pasos, prioridades, lista de verificacion, nachste schritte, prioritat, reparatur reihenfolge, prochaines etapes, proximos passos
    修复优先级汇总, 优先级汇总, 后续步骤, 下一步, 行动计划, 优先级排序, 修复优先级, 检查清单, 次のステップ, 対応方針, 修正順序, 推奨される修正順序, チェックリスト, 다음 단계, 체크리스트, 立即行动清单, 行动清单, 待办, 待办事项, 任务清单, 建议的下一步, 建议的后续优化, 建议的后续改进, 後続対応, 今後の対応, タスク, 할 일, 조치 계획
  `,
  aside: `
    notas importantes, notes importantes, wichtige hinweise, note importanti, 注意事项, 重要事项,
    scope, changes, validation, test coverage, testing, tests, test plan, documentation, commits, limitations, coverage
    context, background, environment
  `,
  closed: `
    contact information, contact, escalation, next review, analysis date, review date, verdict, conclusion, conclusions, decision, review checklist, methodology, confidence, confidence level, confidence envelope
    scope reviewed, files reviewed, files changed, change summary, test results, tests run, verified, verification
    fixed, resolved, already fixed, fixes applied, fixes, changes made, completed, done, implemented, addressed, previous findings
    previously reported, questions, open questions, out of scope, excluded, false positives, dismissed, not issues, non issues, disagreements
    where kimi agrees, where kimi disagrees, agreement, references, appendix
    severity scale, severity level, severity definition, severity legend, severity key, severity rubric, severity guide, rating scale, priority level, priority legend
    falsch gemeldete, falsch gemeldet, fehlalarm, fehlalarme, faux positif, faux positifs, falsos positivos, falsi positivi, ложные срабатывания, 误报, 誤検知, 오탐,
    no longer, obsolete, superseded, 已不再, 不再适合, 不再适用, 已失效, もはや, 더 이상
    success criteria, success metrics, acceptance criteria, approval criteria, exit criteria, definition of done,
    files modified, modified files, files touched, changelog, change log, version history, revision history, key improvements, improvements made, improvements added,
    legend, definition, review focus, review focus areas, focus areas, areas of focus, instructions, review instructions, durchgefuhrte fixes
    严重程度说明, 规则说明, 状态说明, 图例, 等级说明, 优先级说明, 状态标记, 凡例, 重要度の定義
    review info, review details, review status, run configuration, commits reviewed, files selected for processing, files with no reviewable changes, additional context used
    learnings, autofix, suggested reviewers, review effort, poem, finishing touches, pre merge checks, checks skipped, notes finales, final notes, 参照, 参考资料, 参考文献
    estado, conclusion, conclusiones, dictamen, veredicto, verificaciones, alcance
    yapilan duzeltmeler, tespit edilen ve duzeltilen, duzeltilen sorunlar, итого, zakljucak, conclusioni, вывод, выводы, заключение, conclusie, wnioski, sonuc, kesimpulan
    fazit, fragen, umfang, geprufte dateien, offene fragen
    conclusion, perimetre, conclusao, escopo, mejoras implementadas, implementado
    结论, 审查范围, 测试建议, 已修复, 已解决, 已修复的问题, 已修复的问题总结, 修复总结, 代码质量评估, 已知限制
    建议的测试场景, 結論, 確認範囲, メモ, 対応済み, 결론, 검증, 검증 메모, 수정 완료
  `,
});

/** What a title says; `isSure` where it says nothing else, so that it can't be the title of a finding. */
export interface TitleTopic {
  readonly topic: Topic;
  readonly isSure: boolean;
  /** It names weaknesses and nothing else, though another title could. */
  readonly isPure?: boolean;
}

/** What a section with this title is about; null where nothing in the title tells. */
export function topicOf(title: string): TitleTopic | null {
  const text = stripNumbering(title);
  const name = fold(text)
    .replace(/\s*[([]\d+[)\]]|\s*\(pr and branch reviews only\)|[\s:.*]+$/g, '')
    .replace(/^[^\p{L}]+/u, '')
    .split(/\s+[-–—]+\s+/, 1)[0] as string;
  const sure =
    ownTitles.find(([pattern]) => pattern.test(name))?.[1] ??
    taskTopic(text) ??
    fixesTopic(text) ??
    requestTopic(text) ??
    severityTopic(text);
  return sure === null ? wordTopic(text) : { topic: sure, isSure: true };
}

/** Words that name a level in front of a finding, and something else as a title. */
const saysLittle =
  /^\P{L}*(?:notes?|info|information|style|questions?|todos?|thoughts?|errors?|considerations?)\P{L}*$/iu;

/** `Recommendations by Priority`, `Action items`: what is to be done, and no level. */
function taskTopic(text: string): Topic | null {
  const led = text
    .replace(/\s*[([（【][^()[\]（）【】]*[)\]）】]/g, ' ')
    .split(/\s*[/&+,]\s*/, 1)[0] as string;
  const tokens = readTokens(led, titlePhrases).filter(({ text: word }) => !/^\d+$/.test(word));
  const saysNoLevel = (word: string) => {
    const { isPure, severity, hasNoun } = readSeverityPhrase(word);
    return isPure && severity === null && !hasNoun;
  };
  const topic = (['recommendations', 'worklist'] as const).find((each) =>
    tokens.some(({ role }) => role === each),
  );
  const isAll = tokens.every(
    ({ role, text: word }) => role === topic || (role === null && saysNoLevel(word)),
  );
  return topic !== undefined && isAll ? topic : null;
}

/** `Critical fixes`, `Mandatory fixes before merge` ask for fixes of a level; below `Fixes` alone stands what was done. */
function fixesTopic(text: string): Topic | null {
  const level =
    /^\P{L}*([\p{L} -]{3,40}?)[ -](?:fix(?:es)?|changes?)(?: (?:needed|required|before .{3,20}))?\W*$/iu.exec(
      withoutBrackets(text).trim(),
    )?.[1];
  if (level === undefined) return null;
  const isAsked = /^(?:mandatory|required|must(?:[ -]fix)?|blocking|necessary)$/i.test(level.trim());
  const { severity, isPure, isSettled } = readSeverityPhrase(level);
  // `Important changes` may say what a change is about.
  if (/changes?/i.test(text) && !isAsked) return null;
  // What is merely recommended is advice.
  return isAsked ? 'critical' : isPure && !isSettled && severity !== 'suggestion' ? severity : null;
}

const requested: Readonly<Record<Request, Topic>> = {
  must: 'critical',
  should: 'important',
  advised: 'recap',
  tasks: 'worklist',
};

/** `Changes needed before merge`: what is asked for, as urgently as it is; what is advised may say again what was found. */
function requestTopic(text: string): Topic | null {
  const request = requestOf(text);
  return request === null ? null : requested[request];
}

const oneFinding =
  /\b(?:bug|issue|problem|flaw|defect|vulnerability|error|regression|concern|weakness|mistake|violation|leak)\s*$/i;

/** A title that names a level or findings and nothing else; what stands in brackets may explain it. */
function severityTopic(text: string): Topic | null {
  const bare = text.replace(/\s*[([（【][^()[\]（）【】]*[)\]）】]/g, ' ');
  const [named = '', ...rest] = bare.split(/\s+[-–—]+\s+|[:：]\s/);
  const whole = readSeverityPhrase(named);
  // `Priority 1: CRITICAL` names its level last.
  const last = readSeverityPhrase(rest.join(' '));
  if (whole.isPure && whole.severity === null && !whole.hasNoun && last.isPure && last.severity !== null)
    return last.severity;
  // `Issue 2: the lock leaks` is one of them.
  if (rest.length > 0 && /\d\s*$/.test(named) && !/^\s*\d+\s*$/.test(rest.join(''))) return null;
  // So is `Logic flaw: the lock leaks`.
  if (rest.length > 0 && oneFinding.test(named) && !readSeverityPhrase(rest.join(' ')).isPure) return null;
  // What follows a dash explains the level, or is the title of a finding of that level.
  // A number in brackets counts what follows: `HIGH (19) — by group`.
  const isOfMany = /^\s*\d{1,3}\s*$/.test(bracketsIn(text));
  if (rest.length > 0 && !whole.hasNoun && !isOfMany && !readSeverityPhrase(rest.join(' ')).isPure)
    return null;
  const led = readSeverityPhrase(named.split(/\s*[/&+,]\s*/, 1)[0] as string);
  const phrase = !whole.isPure && led.isPure && led.severity !== null ? led : whole;
  if (!/\p{L}/u.test(bare) || saysLittle.test(bare.trim())) return null;
  if (phrase.isNone || phrase.isSettled) return phrase.isPure ? 'closed' : null;
  if (!phrase.isPure) return null;
  const brackets = readSeverityPhrase(bracketsIn(text));
  const inBrackets = brackets.severity;
  // `Notes (no errors)`
  if (phrase.severity === 'important' && inBrackets === 'suggestion' && brackets.isPure) return inBrackets;
  if (phrase.severity !== null) return phrase.severity;
  if (phrase.hasNoun) return inBrackets ?? 'findings';
  return null;
}

const withoutBrackets = (text: string): string => text.replace(/\s*[([（【][^()[\]（）【】]*[)\]）】]/g, ' ');
const bracketsIn = (text: string): string => /[([（【]([^()[\]（）【】]*)[)\]）】]/.exec(text)?.[1] ?? '';

const markInSentence =
  /^\P{L}*\p{L}[^✅☑✔👍🎉🌟⭐💪👏🏆]{0,80}[✅☑✔👍🎉🌟⭐💪👏🏆]\P{L}{0,8}(?:\p{L}+ +){2}\p{L}/u;

/** A title that some known phrase stands in. */
function wordTopic(text: string): TitleTopic | null {
  const tokens = readTokens(text, titlePhrases);
  const roles = new Set(tokens.flatMap(({ role }) => role ?? []));
  const told = roles.has('findings') ? readTokens(withoutBrackets(text), titlePhrases) : tokens;
  const isSure = told.every(({ text: word, role }) => role !== null || readSeverityPhrase(word).isPure);
  // `Fixed seed makes tokens predictable (Critical)`: what has a level of its own and says more is no part of a review.
  if (!isSure && !roles.has('findings') && readSeverityPhrase(bracketsIn(text)).severity !== null)
    return null;
  // `Summary of issues` may be all that there is.
  if (roles.has('summary') && roles.has('findings')) return { topic: 'recap', isSure };
  const shut = (['strengths', 'closed', 'worklist', 'summary'] as const).find((role) => roles.has(role));
  // `The ✅ is shown though saving failed` speaks of the mark.
  const isApproved = approvalMarks.test(text) && !markInSentence.test(text);
  const mark = isApproved ? null : markedSeverity(text);
  // `🔴 The index is off by one`: a level in front of a sentence outranks a word in it.
  if (shut !== undefined && !isSure && (mark === 'critical' || mark === 'important'))
    return { topic: mark, isSure: false };
  if (shut !== undefined) return { topic: shut, isSure };
  if (isApproved) return roles.has('findings') ? null : { topic: 'closed', isSure: false };
  if (text.split(/\s[—–-]+\s|[:：(（]/).some((part) => readSeverityPhrase(part).isNone)) return null;
  if (roles.has('findings')) {
    const inBrackets = readSeverityPhrase(bracketsIn(text)).severity;
    const named = readSeverityPhrase(text).severity;
    const topic = inBrackets ?? mark ?? (named === 'suggestion' ? named : 'suspected');
    return { topic, isSure: false, ...(isSure && roles.size === 1 ? { isPure: true } : {}) };
  }
  if (roles.has('aside')) return { topic: 'aside', isSure };
  if (roles.has('recommendations')) return { topic: 'recommendations', isSure };
  return mark === null ? null : { topic: mark, isSure: false };
}

/** A title without the number or letter of an outline in front: `2.1 Findings`, `A) Bugs`, `Step 3:`. */
const stripNumbering = (title: string): string =>
  title
    .trim()
    .replace(/^(?:(?:\d+(?:\.\d+)*|[A-Z])[.):、]|第?[一二三四五六七八九十\d]+[章节、.）)])\s*/u, '');
