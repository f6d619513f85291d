import * as z from 'zod';

const list = z.string().transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''));
/** Names of agents, or one of some words by itself; nothing at all is the first of them. */
export const namesOr = <const Word extends string>(...words: readonly [Word, ...Word[]]) =>
  list.transform((names): Word | string[] => {
    if (names.length === 0) return words[0];
    return (names.length === 1 ? words.find((word) => word === names[0]) : undefined) ?? names;
  });
/** A text; null where it is empty. */
export const optionalText = z.string().transform((value) => (value.trim() === '' ? null : value.trim()));
/** A number of minutes, up to a day. */
export const minutes = z.coerce
  .number('must be a number of minutes')
  .positive('must be more than 0')
  .max(1440, 'must be at most 1440 (a day)');
/** True or false, as YAML writes them. */
export const flag = z
  .enum(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'], 'must be true or false')
  .transform((value) => value.toLowerCase() === 'true');
/** What meets a check; null where it is empty. */
export const optionalNumber = (check: z.ZodType<number>) =>
  z.string().transform((value, context) => {
    if (value.trim() === '') return null;
    const parsed = check.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'is not a number' });
    return z.NEVER;
  });

const modelLine = /^([a-z][a-z0-9-]*)(\.effort)?\s*=\s*(\S.*)$/;
/** `agent=model` and `agent.effort=level`, one a line. */
export const models = z.string().transform((value, context) => {
  const settings: Record<string, { model: string | null; effort: string | null }> = {};
  for (const line of value.split(/[\n,]/).map((part) => part.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const match = modelLine.exec(line);
    if (!match) {
      context.addIssue({
        code: 'custom',
        message: `has the line "${line}"; write agent=model or agent.effort=level`,
      });
      return z.NEVER;
    }
    const [, agent = '', isEffort, setting = ''] = match;
    const entry = settings[agent] ?? { model: null, effort: null };
    settings[agent] = isEffort ? { ...entry, effort: setting } : { ...entry, model: setting };
  }
  return settings;
});
