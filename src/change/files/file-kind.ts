/** What a file is for, told by its name: what its changes can break depends on it. */
export type FileKind = 'code' | 'automation' | 'configuration' | 'test' | 'documentation' | 'other';

const extensions: Readonly<Record<Exclude<FileKind, 'test' | 'other'>, string>> = {
  automation: 'tf bazel bzl gradle cmake mk sh bash zsh fish ps1 bat cmd',
  code: `c cc cpp cxx h hh hpp hxx m mm cs fs vb java kt kts scala groovy clj cljs go rs zig swift dart js jsx mjs cjs ts tsx
    mts cts vue svelte astro py pyi pyx rb erb php pl pm lua r jl ex exs erl hrl hs ml mli elm nim cr d f90 asm s sol sql
    proto graphql gql thrift html htm hbs ejs css scss sass less cu metal glsl wgsl v sv vhd tcl el lisp scm ipynb`,
  configuration: 'json jsonc json5 yaml yml toml ini cfg conf properties env xml plist hcl editorconfig',
  documentation: 'md mdx rst adoc asciidoc txt org pod man tex',
};
const kindOfExtension: ReadonlyMap<string, FileKind> = new Map(
  (Object.keys(extensions) as (keyof typeof extensions)[]).flatMap((kind) =>
    extensions[kind].split(/\s+/).map((extension) => [extension, kind] as const),
  ),
);

const testFolder = /(^|\/)(__tests__|__mocks__|__snapshots__|tests?|specs?|testdata|fixtures?|e2e|cypress)\//;
const testName =
  /[._-](tests?|spec|e2e)\.[^/]+$|(^|\/)test_[^/]+\.py$|(Tests?|Spec|IT)\.(java|kt|cs|swift|scala|groovy|php)$|\.snap$/;
const automationPlace = /^\.github\/(workflows|actions)\/|(^|\/)\.(circleci|buildkite|husky)\//;
const automationName =
  /^(action\.ya?ml|Dockerfile.*|docker-compose.*|Makefile|Jenkinsfile|Vagrantfile|\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines.*|.*\.gradle\.kts)$/;
const configurationName =
  /^(go\.(mod|work)|Gemfile|Podfile|Pipfile|CODEOWNERS|requirements.*\.txt|\..+(rc|ignore|attributes|config)|\.env.*)$/;
const documentationFolder = /(^|\/)(docs?|documentation|man)\//;
const documentationName = /^(LICEN[SC]E|COPYING|NOTICE|AUTHORS|CHANGELOG|CHANGES|README)/i;

/** Tells the kind by the most telling rule: a shell script in a test folder is a test. */
export function kindOfFile(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (testFolder.test(path) || testName.test(path)) return 'test';
  if (automationPlace.test(path) || automationName.test(name)) return 'automation';
  if (configurationName.test(name)) return 'configuration';
  const kind = kindOfExtension.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
  if (kind) return kind;
  return documentationFolder.test(path) || documentationName.test(name) ? 'documentation' : 'other';
}

/** Whether a file is a test or belongs to one. */
export const isTest = (path: string): boolean => kindOfFile(path) === 'test';
