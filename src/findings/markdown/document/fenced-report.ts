import { topicOf } from '../../words/section-titles.ts';

/** An answer whose report stands in a fence: what is said around it, and the report. */
interface FencedReport {
  readonly before: string;
  readonly inside: string;
  readonly after: string;
  readonly info: string;
}

const fence = /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))([^`]*)$/;
/** More characters than this around a fence are a text of their own. */
const mostAround = 1_500;

/** Words that speak of a review, and those that may speak of what some tool wrote. */
const review =
  /\breview\w*|\bfindings?\b|\brevisi[óo]n\b|\brevis[ãa]o\b|\brevue\b|\bbefunde?\b|ревью|评审|審查|审查|レビュー|리뷰/iu;
const report =
  /\breport\b|\boutput\b|\bresults?\b|\bfound\b|\banalysis\b|\bbericht\b|\bergebnis\w*|\brapport\b|\binforme\b|\brelat[óo]rio\b|отч[её]т|报告|結果|结果|報告|보고|결과/iu;

/** Says of what is quoted that it is no review, or not this one. */
const quotes =
  /\b(?:examples?|e\.g\.|samples?|templates?|placeholders?|schema|format|previous(?:ly)?|prior|earlier|last (?:review|round|time)|old|for reference|would|should|could|expected|quot\w+|input|fixture|beispiel\w*|vorlage\w*|vorherig\w*|exemples?|mod[èe]le|pr[ée]c[ée]dente?s?|ejemplos?|plantilla|anterior(?:es)?|exemplos?|modelo|such as)\b|пример|шаблон|предыдущ|示例|例如|模板|格式|之前|上一|例え|テンプレ|形式|前回|예시|템플릿|이전/iu;
/** `in the requested format` tells how the review is written. */
const asAsked =
  /\b(?:in|following|per|using|with) (?:the |your |this )?(?:\w+ )?(?:markdown |output |review )?(?:format|template|schema)\b|(?:如下|以下)?(?:的)?格式如下/giu;
/** Behind a report: it holds no longer, or was none. */
const takesBack =
  /\b(?:(?:is|are|was|were|been|now|all|already) (?:\w+ )?(?:fixed|resolved|addressed|solved|gone|obsolete)|examples?|templates?|placeholders?|previous|earlier)\b|已修复|已解决|修正済|対応済|해결/iu;
const denies =
  /\b(?:no|zero|any) (?:\w+ ){0,2}(?:issues?|findings?|problems?|bugs?|concerns?|blockers?|defects?)\b|\bnothing (?:to|that|of)\b|\blgtm\b|\blooks? (?:good|fine|right|correct)\b|未发现|没有(?:发现)?问题|問題(?:は)?(?:なし|ありません)|문제(?:는|가)? 없/iu;
/** What blocks, which a report that is all of the review says too: one that does not may leave it out. */
const blocks =
  /\bcritical(?:ly)?\b|\bblock(?:er|ers|ing|s)\b|\bmust[- ](?:be )?(?:fix|address|chang|resolv)\w*|\brequest(?:s|ed|ing)? changes\b|\bchanges requested\b|\bbefore (?:merg|it can)\w*|\bkritisch\w*|\bblockier\w*|\bbloqu\w*|\bcr[ií]tic\w*|\bcritique\w*|критическ|блок[ие]р|严重|嚴重|阻断|阻塞|致命|重大な|치명적|심각/iu;
/** A list, a table or a quotation says by itself what it says. */
const structure = /^\s*(?:[-*+] |\d{1,3}[.)] |\||>)/;
const headings = /^ {0,3}#{1,6} /;

/**
 * The text of an answer whose whole report stands in one fence, with what is said around it in front, where it is left out as
 * narration; null where the fence may quote code, an example, a template or another review.
 */
export function openFencedReport(text: string): string | null {
  const found = outermost(text);
  if (found === null || !isReport(found)) return null;
  return `${found.before}\n\n${found.after}\n\n${found.inside}`.trim();
}

function isReport({ before, inside, after, info }: FencedReport): boolean {
  const around = `${before}\n${after}`;
  if (around.length > mostAround || inside.trim() === '') return false;
  const lines = around.split('\n');
  if (lines.some((line) => structure.test(line) || fence.test(line))) return false;
  if (lines.filter((line) => headings.test(line)).length > 1) return false;
  const isOther = quotes.test(before.replace(asAsked, ' ')) || takesBack.test(after) || denies.test(around);
  if (isOther || (blocks.test(around) && !blocks.test(inside))) return false;
  const isMarkdown = /^(?:markdown|md|mdx)$/i.test(info);
  const hasTitle = inside.split('\n').some(isTitle);
  if (around.trim() === '') return isMarkdown || hasTitle;
  return (isMarkdown || hasTitle || review.test(before)) && (review.test(before) || report.test(before));
}

/** Whether a line is the title of a part of a review. */
function isTitle(line: string): boolean {
  const title = /^(?:#{1,6} |\*\*)(.{3,80})$/.exec(line)?.[1];
  return title !== undefined && topicOf(title.replace(/\*\*:?\s*$/, ''))?.isSure === true;
}

/** The first fence of a text, if it may hold a report; fences that name a language stand inside of it, with their ends. */
function outermost(text: string): FencedReport | null {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => fence.test(line));
  const { mark, info } = fenceOf(lines[first] ?? '');
  if (mark === '' || !/^(?:markdown|mdx?|text|txt|plain\w*)?$/i.test(info)) return null;
  let isInner = false;
  for (let index = first + 1; index < lines.length; index++) {
    const other = fenceOf(lines[index] ?? '');
    if (other.mark[0] !== mark[0] || other.mark.length < mark.length) continue;
    if (other.info !== '') isInner = true;
    else if (isInner) isInner = false;
    else
      return {
        before: lines.slice(0, first).join('\n'),
        inside: lines.slice(first + 1, index).join('\n'),
        after: lines.slice(index + 1).join('\n'),
        info,
      };
  }
  return null;
}

/** The mark and the language of a line that begins or ends a fence; both empty where it does neither. */
function fenceOf(line: string): { readonly mark: string; readonly info: string } {
  const [, mark = '', info = ''] = fence.exec(line) ?? [];
  return { mark, info: info.trim().split(/\s/, 1)[0] ?? '' };
}
