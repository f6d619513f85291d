/** How a language names what blocks, says that it is there still, and takes that back. */
interface Language {
  readonly blocker: RegExp;
  readonly remains: RegExp;
  /** Says that there is none, that there may be one, or that it stays dealt with, or tells of what code does. */
  readonly denies: RegExp;
}

/** Whole words of a language that puts blanks between them. */
const words = (source: string): RegExp => new RegExp(String.raw`(?<!\p{L})(?:${source})(?!\p{L})`, 'iu');

const languages: readonly Language[] = [
  {
    blocker: words(
      String.raw`(?:blockierend|kritisch)\p{L}{0,2} (?:problem|fehler|punkt|befund|mangel|mängel|fund)\p{L}{0,2}|blocker`,
    ),
    remains: words(
      'bleib(?:t|en)|verbleib(?:t|en|ende[rns]?)|ungelöst|(?:noch|weiterhin) (?:immer )?(?:offen\\p{L}{0,2}|vorhanden|ungelöst|ungelöste[rns]?|nicht (?:behoben|gelöst))|besteh(?:t|en) (?:noch|weiterhin|fort)',
    ),
    denies: words(
      'kein\\p{L}{0,2}|niemals|nie|ohne|falls|wenn|sofern|ob|bis|sobald|könnten?|würden?|weder|nicht(?! (?:behoben|gelöst))|null (?:blocker|kritisch|blockierend)\\p{L}*|bleib(?:t|en) (?:(?!nicht)\\p{L}+ ){0,2}(?:behoben|gelöst|erledigt|geschlossen|verworfen)',
    ),
  },
  {
    blocker: words(
      'bloquants?|(?:problèmes?|points?|défauts?|erreurs?|bugs?|anomalies?) (?:bloquant|critique)e?s?',
    ),
    remains: words(
      'reste(?:nt)?|subsiste(?:nt)?|demeure(?:nt)?|persiste(?:nt)?|non résolue?s?|toujours (?:présente?s?|ouverte?s?|là)',
    ),
    denies: words(
      'aucune?|ne|n|pas|plus|sans|si|quand|lorsque?|pourrai(?:t|ent)|jamais|qui|que|ni|zéro (?:bloquant|problème|point|défaut|erreur|bug)s?|(?:reste|demeure)(?:nt)? (?:(?!non)\\p{L}+ ){0,2}(?:résolu|corrigé|traité|réglé|fermé|levé|écarté)e?s?',
    ),
  },
  {
    blocker: words(
      'bloqueadore?s?|(?:problemas?|errore?s?|hallazgos?|defectos?|puntos?|fallos?) (?:bloqueantes?|críticos?)',
    ),
    remains: words(
      'quedan?|persisten?|permanecen?|sin resolver|sin corregir|siguen? (?:abiertos?|presentes?|sin \\p{L}+)|todavía hay|aún hay',
    ),
    denies: words(
      'no|ningún|ninguno|ninguna|nunca|si|cuando|podrían?|que|ni|tampoco|(?:cero|sin) (?:\\p{L}+ )?(?:bloqueador|problema|error|hallazgo|defecto|punto|fallo)(?:e?s)?|(?:quedan?|permanecen?) (?:\\p{L}+ ){0,2}(?:(?:re|di)suelt|corregid|solucionad|arreglad|cerrad|descartad|atendid)[oa]s?',
    ),
  },
  {
    blocker: words(
      'bloqueadore?s?|(?:problemas?|erros?|achados?|defeitos?|pontos?|falhas?) (?:bloqueantes?|crític[oa]s?)',
    ),
    remains: words(
      'restam?|persistem?|permanecem?|continuam?|em aberto|não (?:resolvid|corrigid)[oa]s?|ainda há|ainda existem?',
    ),
    denies: words(
      'nenhum|nenhuma|nunca|sem|se|quando|poderiam?|que|nem|não(?! (?:resolvid|corrigid)[oa]s?(?!\\p{L}))|zero (?:bloqueador|problema|erro|achado|defeito|ponto|falha)(?:e?s)?|(?:permanecem?|continuam?) (?:(?!não)\\p{L}+ ){0,2}(?:resolvid|corrigid|solucionad|tratad|fechad|descartad)[oa]s?',
    ),
  },
  {
    blocker: words('(?:problem[ai]|error[ei]|difett[oi]|punt[oi]|bug) (?:bloccant[ei]|critic[oi])'),
    remains: words(
      'rest[ai]|restano|rimane|rimangono|persiste|persistono|ancora (?:apert[oi]|irrisolt[oi]|presente|presenti)|non risolt[oi]',
    ),
    denies: words(
      'nessun[oa]?|mai|senza|se|quando|potrebbe(?:ro)?|che|né|non(?! risolt[oi](?!\\p{L}))|zero (?:problemi|errori|difetti|punti|bug)|(?:resta|restano|rimane|rimangono) (?:(?!non)\\p{L}+ ){0,2}(?:risolt|corrett|sistemat|chius|scartat)[oi]',
    ),
  },
  {
    blocker: words(
      'блокер\\p{L}{0,2}|(?:блокирующ|критическ)\\p{L}{2,3} (?:проблем|ошибк|замечани)\\p{L}{0,3}',
    ),
    remains: words(
      'оста[её]тся|остаются|осталась|остался|остались|не (?:исправлен|решен|устранен)\\p{L}{0,2}|по-прежнему есть',
    ),
    denies: words(
      'нет|если|когда|без|бы|может|могут|котор\\p{L}{2,3}|ни|не(?! (?:исправлен|решен|устранен))|ноль|оста\\p{L}+ (?:(?!не )\\p{L}+ ){0,2}(?:исправлен|реш[её]н|устран[её]н|закрыт)\\p{L}*',
    ),
  },
  {
    blocker: /(?:阻断|阻塞|阻斷|严重|嚴重|致命|关键)(?:性)?(?:的)?(?:问题|問題|缺陷|项|項|漏洞)/u,
    remains: /(?:仍|尚|还|還|依然)[^，。]{0,12}(?:未|有|存在|没有|遗留)|未解决|未解決|未修复|未修復|遗留/u,
    denies:
      /没有(?!(?:被)?(?:解决|修复))|沒有|未(?:发现|發現|检出)(?!.*(?:修复|修復|解决|解決)$)|[为為]零|零[个個]|无|無|不再|不存在|如果|若|可能|是否|(?:已|均|都)[^未没]{0,4}(?:修复|修復|解决|解決|处理|处置)了?$/u,
  },
  {
    blocker: /ブロッカー|(?:致命的|重大|ブロッキング|クリティカル)(?:な)?(?:問題|欠陥|指摘|バグ|不具合)?/u,
    remains: /残って(?:い|お)|残る|残存|未解決|未対応|未修正|解決されて(?:い|お)(?:ない|ません|りません)/u,
    denies:
      /残って(?:い|お)(?:ない|ません|りません)|(?:は|も)(?:ない|なく|なし|ありません)|(?:問題|欠陥|指摘|バグ|不具合|ブロッカー)(?:は|が|も)(?:ゼロ|見つか|見当た|検出され|確認(?:され|でき)).{0,8}$|なし|場合|もし|かもしれ|(?:修正|解決|対応)(?:(?:され)?(?:まし)?た|済み?(?:です)?|して(?:い|お)(?:ます|ります))$/u,
  },
  {
    blocker: /블로커|(?:치명적(?:인)?|심각한|차단|머지를 막는) ?(?:문제|이슈|결함|버그)/u,
    remains: /남아 ?있|남았|미해결|해결되지 않|여전히/u,
    denies:
      /없|남아 ?있지 않|발견(?:되지 않|하지 못)|만약|경우|않으면|(?:해결|수정|처리)(?:된 상태|됨|됐|되었|했|하였|완료)[^않못]{0,4}$/u,
  },
];

/** A number that counts by its own word, as in `2件` and `3 个`; in other languages it stands before what it counts. */
const counted = /(?<!\d)(\d{1,3})\s*(?:个|個|项|項|处|處|条|條|件|つ|点|건|개|가지)/u;

/** How many findings that block a clause in another language than English says to be there still. */
export function countStillThereIn(clause: string): number {
  const language = languages.find(
    ({ blocker, remains, denies }) => blocker.test(clause) && remains.test(clause) && !denies.test(clause),
  );
  if (language === undefined) return 0;
  const before = new RegExp(
    String.raw`(?<![\p{L}\d.#/-])(\d{1,3}) (?:\p{L}+ ){0,2}?${language.blocker.source}`,
    'iu',
  );
  return Number((counted.exec(clause) ?? before.exec(clause))?.[1] ?? 1);
}
