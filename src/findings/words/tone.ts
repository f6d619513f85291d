import { defect } from './defects-in-prose.ts';

/** Words that say that something is wrong, is missing or should be otherwise. */
const complaint =
  /\b(?:should|could|would|must|needs?|consider|recommend\w*|suggest\w*|instead|rather than|lack\w*|missing|hard(?:er)? to|difficult|redundan\w*|duplicat\w*|inefficien\w*|unused|unneeded|unnecessar\w*|excessive\w*|hides?|hidden|suppress\w*|ignor\w+|never|hardly|barely|scarcely|mostly|partly|almost|anything|except|unless|too|overly|brittle|fragile|racy|opaque|panics?|expensive|slow\w*|bottleneck\w*|unidiomatic|non-\w+|hard-?coded|inconsisten\w*|confus\w*|unclear|not|cannot|without|no|only|manqu\w*|absen\w*|devrai\w*|doi(?:t|vent)|trop|sans|jamais|aucun\w*|risque\w*|falta\w*|deber\w*|nunca|riesgo\w*|sin|duplicad\w*|sem|dever\w*|risco\w*|fehl\w+|sollte\w*|nicht|kein\w*|ohne|niemals|risik\w*|manca\w*|senza|dovrebbe\w*|rischi\w*|risk\w*|problem\w*|issues?|limit(?:s|ed|ation\w*)|outdated|deprecated|stale|trap|danger\w*|however|but|although|improv\w*|refactor\w*|increas\w+|unbounded|large|skip(?:s|ped)?|off[- ]by[- ]one|twice|swallow\w*|truncat\w*|overwrit\w*|inverted|stale|plain ?text)\b|n[’']t\b|缺|没有|未|不|过于|过大|难以|问题|冗余|重复|硬编码|应|建议|风险|错误|足り|ない|べき|ません|必要|重複|問題|отсутств|нет\s|\sне\s|должн|дублир|риск|ошибк|não|probl[eè]m|않|못|없|필요|해야|문제|중복|부족/iu;
const praise =
  /\b(?:great|excellent|impressive|outstanding|exceptional\w*|exemplary|well|good|best practice|clean(?:ly)?|robust|solid|proactive\w*|high level of|properly|correctly|nicely|thorough(?:ly)?|strong|clear(?:ly)?|comprehensive(?:ly)?|elegant(?:ly)?|appropriate(?:ly)?|sound|smart|polished|professional(?:ly)?|resolved|verified|supports?|ensures?)\b/iu;

/** What is done about faults: `proactive handling of library issues`. */
const cure =
  /\b(?:handl|resolv|prevent|avoid|address|mitigat|eliminat|guard)\w*(?:\s+(?:of|against|for))?\s+(?:\w+\s+){0,2}\w+/gi;

/** Whether a text says that something is wrong or should be otherwise. */
export function complains(text: string): boolean {
  const rest = text.replace(cure, ' ');
  return defect.test(rest) || complaint.test(rest);
}

/** Of several texts so many must complain for all of them to be taken for complaints: steps and chapters stand in lists too. */
const leastShare = 0.75;

/** Whether most of some texts say that something is wrong or should be otherwise. */
export const mostlyComplain = (texts: readonly string[]): boolean =>
  texts.filter(complains).length >= texts.length * leastShare;

/** Whether a text says that something is good, and nothing against it. */
export const onlyPraises = (text: string): boolean => praise.test(text) && !complains(text);
