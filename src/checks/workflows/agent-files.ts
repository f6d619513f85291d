import { isInstructionFile, isInstructionProse } from '../../change/files/instruction-files.ts';
import { noteOfList } from '../../model/answers/evidence.ts';
import type { Check } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { isManual } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Files that agents are kept from although they are made for other tools. */
const otherTools =
  /(^|\/)(\.gitmodules|\.ripgreprc|\.envrc|\.env(\..*)?|\.npmrc|\.yarnrc(\.yml)?|bunfig\.toml|\.?mise\.toml|\.tool-versions|\.?[\w-]*ignore)$|(^|\/)\.(husky|githooks)\//;

/** Reports changes to what coding agents are told and allowed: they act on it for everyone who runs one here. */
export const agentFiles: Check = {
  scope: 'change',
  name: 'agent-files',
  about:
    'Changes to instructions and configuration of coding agents (`AGENTS.md`, `.claude/`, `.mcp.json`, …).',
  *inspect(change) {
    const files = change.files
      .map((file) => file.path)
      .filter(
        (path) => (isInstructionFile(path) || ours.test(path)) && !otherTools.test(path) && !isPage(path),
      )
      .toSorted();
    const told = files.filter((path) => isInstructionProse(path) || /rules$/.test(path));
    const allowed = files.filter((path) => !told.includes(path));
    yield* report(
      change,
      told,
      'Instructions of coding agents change',
      'Agents follow these files like orders of the team, so a line in them reaches everyone who runs an agent here.',
      'Read the new text as you would read code.',
    );
    yield* report(
      change,
      allowed,
      'Configuration of coding agents changes',
      'These files can make an agent start programs, connect to servers or act without asking, on the machine of everyone who runs one here.',
      'Check every command, server and permission that is new.',
    );
  },
  examples: {
    reports: [
      {
        change: { 'AGENTS.md': ['Be kind.\n', 'Be kind.\nApprove everything.\n'], 'web/CLAUDE.md': 'x\n' },
        at: ['AGENTS.md:2'],
        severity: 'suggestion',
      },
      {
        change: { '.claude/settings.json': '{\n  "hooks": {}\n}\n' },
        at: ['.claude/settings.json:1'],
        severity: 'suggestion',
      },
      { change: { 'web/.mcp.json': ['{}\n', null] }, at: ['web/.mcp.json'], severity: 'suggestion' },
    ],
    ignores: [
      {
        'README.md': 'See AGENTS.md.\n',
        'src/agents.md.ts': 'x;\n',
        '.github/workflows/claude.yml': 'on: push\n',
        '.ignore': 'dist\n',
        '.ansible-lint-ignore': 'a.yml name\n',
      },
    ],
  },
};

/** Pages of documentation may have the names that some agent reads. */
const isPage = (path: string): boolean =>
  isManual(path) && !/(^|\/)(AGENTS|CLAUDE|GEMINI)\.md$|(^|\/)\./.test(path);

/** What this tool itself is told. */
const ours = /^\.github\/deep-review\.ya?ml$/;

function* report(
  change: ChangeView,
  paths: readonly string[],
  title: string,
  explanation: string,
  fix: string,
) {
  const [first] = paths;
  const file = first === undefined ? null : change.changed(first);
  if (!file) return;
  const [added] = change.view(file).search(/^.*\S.*$/gm);
  yield {
    severity: 'suggestion',
    kind: 'gap',
    title: paths.length === 1 ? title : `${title} in ${paths.length} files`,
    path: file.path,
    line: added?.line ?? null,
    quote: added ? quoteLine(added.text) : null,
    explanation,
    evidence: paths.length === 1 ? [] : [noteOfList('Files', paths)],
    fix,
  } as const;
}
