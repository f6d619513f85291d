import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { concealAtSigns } from './at-signs.ts';

/** Each address is literal, so that the bundler takes the file along; each is read when it is needed. */
const templates = {
  reviewer: () => readFileSync(new URL('../../prompts/reviewer.md', import.meta.url), 'utf8'),
  prover: () => readFileSync(new URL('../../prompts/prover.md', import.meta.url), 'utf8'),
  adjudicator: () => readFileSync(new URL('../../prompts/adjudicator.md', import.meta.url), 'utf8'),
  editor: () => readFileSync(new URL('../../prompts/editor.md', import.meta.url), 'utf8'),
  repair: () => readFileSync(new URL('../../prompts/repair.md', import.meta.url), 'utf8'),
  'one-word': () => readFileSync(new URL('../../prompts/one-word.md', import.meta.url), 'utf8'),
};

/** A brief template in `prompts/`. */
export type TemplateName = keyof typeof templates;

/** What names all words to models together: it changes with any of them. */
export function digestTemplates(): string {
  const digest = createHash('sha256');
  for (const read of Object.values(templates)) digest.update(read()).update('\0');
  return digest.digest('hex');
}

/**
 * Renders a template of `prompts/` into a text that is safe to hand to any CLI: it holds no at sign ({@link concealAtSigns})
 * and begins with no `/`, which Claude Code and Gemini CLI take for a command.
 * @param values one for each placeholder; see {@link fillTemplate}.
 */
export function renderTemplate(name: TemplateName, values: Readonly<Record<string, string>>): string {
  const text = concealAtSigns(fillTemplate(templates[name](), values));
  if (text.trimStart().startsWith('/')) throw new Error(`The brief "${name}" begins with a slash`);
  return text;
}

const section = String.raw`^\{\{#(\w+)\}\}\n([^]*?)^\{\{\/\1\}\}\n`;
const placeholder = String.raw`\{\{(\w+)\}\}`;

/**
 * Puts values in the place of `{{name}}`, once: what a value holds is never expanded. The lines from `{{#name}}` to
 * `{{/name}}` stay only where the value is not empty; sections do not nest.
 * @throws when a placeholder has no value, a value has no placeholder, or a section is not closed: bugs of ours.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  const named = new Set<string>();
  const fill = (text: string): string =>
    text.replace(new RegExp(`${section}|${placeholder}`, 'gm'), (_, guard, guarded, name) => {
      const value = values[guard ?? name];
      if (value === undefined) throw new Error(`No value for the placeholder {{${guard ?? name}}}`);
      named.add(guard ?? name);
      if (guard === undefined) return value;
      const inner = fill(guarded);
      return value === '' ? '' : inner;
    });
  const text = fill(template);
  const unknown = Object.keys(values).filter((name) => !named.has(name));
  if (unknown.length > 0) throw new Error(`No placeholder for the values ${unknown.join(', ')}`);
  const stray = /\{\{[#/]/.exec(template.replaceAll(new RegExp(section, 'gm'), '$2'));
  if (stray) throw new Error(`A section of the template is not closed, nested or not on its own lines`);
  return text;
}
