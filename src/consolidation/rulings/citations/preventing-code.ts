/** Words of which names and statements that prevent something are made (`isAllowed`, `require_admin`), each whole: `author` and `minutes` are none. */
const word =
  /^(?:if|unless|elif|assert\w*|requir\w*|ensur\w*|throw\w*|raise[ds]?|rescue|except|catch|guard\w*|check(?:s|ed|er|ing)?|verif\w*|valid\w*|auth|authenti\w*|authori[sz]\w*|den(?:y|ies|ied)|forbid\w*|reject\w*|permi(?:t|ss)\w*|allow\w*|lock(?:s|ed|er|ing)?|mutex|synchron\w*|escap\w*|saniti\w*|limit\w*|max(?:imum)?|min(?:imum)?|clamp\w*|timeouts?)$/i;
/** What gives back what was taken. */
const givesBack = /(?<![a-z])(?:clos|fre|releas)e[ds]?\s*\(/i;

/** Whether a line of code prevents something: where the change took it away, it is what is missed. */
export const prevents = (line: string): boolean =>
  givesBack.test(line) || (line.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).some((part) => word.test(part));
