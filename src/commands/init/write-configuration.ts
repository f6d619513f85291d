import type { Suggestion, Survey } from './survey.ts';

/** The text of a first `.github/deep-review.yml`; what cannot be known stands there as a comment, to be decided. */
export function writeConfiguration(survey: Survey): string {
  const sections = [
    `# How Deep Review reviews this repository. Every key is optional; "deep-review schema config" has them all.
# The file of the base revision counts: a pull request cannot change how it is reviewed.`,
    `# What every reviewer should know and the code does not say. Begin with what "critical" means here.
# instructions: |
#   Critical means: somebody loses a payment, or sees another customer's data.`,
    `# The same for some files only.
# paths:
#   - glob: 'src/api/**'
#     instructions: Clients of version 1 still call this; nothing may disappear.`,
    writeHouseRules(survey),
    writeList(
      'generated',
      'Files that tools write. Nobody is asked to review them; the report lists them. Lock files, dist/, *.min.js, "do not edit"\n# markers and linguist-generated in .gitattributes are recognised without being named here.',
      survey.generated,
    ),
    writeList(
      'vendored',
      "Other people's code. vendor/, node_modules/ and third_party/ are recognised without being named here.",
      survey.vendored,
    ),
    writeList(
      'sensitive',
      'Files whose changes are risky whatever their size. A risky file that no reviewer read makes the verdict inconclusive.',
      [...manifestsOf(survey), ...survey.sensitive],
    ),
    writeProof(survey),
    `# Findings decided not to act on: by fingerprint (see report.json), or by path and words. Shown as declined, never hidden.
# declined:
#   - path: src/legacy/report.ts
#     text: unbounded loop
#     reason: The module goes away with version 4.
#     expires: 2030-01-31`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Rules that are there already; named, they are all that count, so those that are found anyway are named too. */
function writeHouseRules({ houseRules }: Survey): string {
  if (houseRules.length === 0) return '';
  return [
    '# Rules that reviewers hold the change to. AGENTS.md and its like are found without being named; a list is all that counts.',
    '# house-rules:',
    ...houseRules.map((path) => `#   - ${JSON.stringify(path)}`),
  ].join('\n');
}

/** How scripts of findings get what they need; a comment, since running code of a pull request is the maintainers' choice. */
function writeProof({ packageManagers }: Survey): string {
  const known = packageManagers.find(({ name }) => Object.hasOwn(toolchains, name));
  const isPlain = known?.name === 'pip' && !known.manifests.includes('requirements.txt');
  const toolchain = known && toolchains[isPlain ? 'pip without requirements' : known.name];
  if (toolchain === undefined) return '';
  const keys = Object.entries(toolchain).map(([key, value]) => `#   ${key}: ${value}`);
  return [
    '# Run the scripts by which agents show their findings, in a sandbox: docs/proof.md.',
    '# proof:',
    ...keys,
  ].join('\n');
}

/** What installs, compiles and tests with each package manager; installing runs nothing of the change where that can be said. */
const toolchains: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  npm: { setup: 'npm ci --ignore-scripts', test: 'npm test' },
  pnpm: { setup: 'pnpm install --frozen-lockfile --ignore-scripts', test: 'pnpm test' },
  Yarn: { setup: 'yarn install --immutable', test: 'yarn test' },
  uv: { setup: 'uv sync --frozen', test: 'uv run --offline pytest' },
  Poetry: { setup: 'poetry install --no-root', test: 'poetry run pytest' },
  Go: { setup: 'go mod download', build: 'go build ./...', test: 'go test ./...' },
  Cargo: { setup: 'cargo fetch --locked', build: 'cargo build --offline', test: 'cargo test --offline' },
  Maven: {
    setup: 'mvn -B -q dependency:go-offline',
    build: 'mvn -B -q -o compile',
    test: 'mvn -B -q -o test',
  },
  Gradle: {
    setup: './gradlew dependencies',
    build: './gradlew --offline classes',
    test: './gradlew --offline test',
  },
  pip: {
    setup: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt',
    test: '.venv/bin/python -m pytest',
  },
  'pip without requirements': {
    setup: 'python3 -m venv .venv && .venv/bin/pip install --editable . pytest',
    test: '.venv/bin/python -m pytest',
  },
};

/** A list of globs below its key; commented out as a whole where nothing in it is sure. */
function writeList(
  key: string,
  about: string,
  suggestions: readonly (Suggestion & { why?: string })[],
): string {
  if (suggestions.length === 0) return '';
  const isSure = suggestions.some((suggestion) => suggestion.isSure);
  const items = suggestions.map(({ glob, files, isSure: sure, why }) => {
    const note = `${why ?? countOf(files)}${sure ? '' : '; take the first # away if that is so'}`;
    return `${isSure && !sure ? '# ' : ''}  - '${glob}' # ${note}`;
  });
  const list = [`${key}:`, ...items].map((line) => (isSure ? line : `# ${line}`));
  return [`# ${about}`, ...list].join('\n');
}

const countOf = (files: number): string => `${files} ${files === 1 ? 'file' : 'files'}`;

function manifestsOf({ packageManagers }: Survey): (Suggestion & { why: string })[] {
  const globs = new Map<string, string[]>();
  for (const { name, manifests } of packageManagers)
    for (const manifest of manifests) globs.set(manifest, [...(globs.get(manifest) ?? []), name]);
  return [...globs].map(([manifest, names]) => ({
    glob: `**/${manifest}`,
    files: 1,
    isSure: true,
    why: `what ${names.join(' and ')} ${names.length > 1 ? 'install and run' : 'installs and runs'}`,
  }));
}
