/** What a file is for, told by its name: what its changes can break depends on it. */
export type FileKind = 'code' | 'automation' | 'configuration' | 'test' | 'documentation' | 'other';

const tests =
  /(^|\/)(__tests__|__mocks__|__snapshots__|tests?|specs?|testdata|fixtures?|e2e|cypress)\/|[._-](test|tests|spec|e2e)\.[^/]+$|_test\.[a-z]+$|(^|\/)test_[^/]+\.py$|(Tests?|Spec|IT)\.(java|kt|cs|swift|scala|groovy|php)$|\.snap$/;
const automation =
  /^\.github\/(workflows|actions)\/|(^|\/)(action\.ya?ml|Dockerfile[^/]*|docker-compose[^/]*|Makefile|Jenkinsfile|Vagrantfile|\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines[^/]*)$|(^|\/)\.(circleci|buildkite|husky)\/|\.(tf|bazel|bzl|gradle|gradle\.kts|cmake|mk)$|\.(sh|bash|zsh|fish|ps1|bat|cmd)$/;
const documentation =
  /\.(md|mdx|rst|adoc|asciidoc|txt|org|pod|man|tex)$|(^|\/)(docs?|documentation|man)\/|(^|\/)(LICENSE|LICENCE|COPYING|NOTICE|AUTHORS|CHANGELOG|CHANGES|README)[^/]*$/i;
const configuration =
  /\.(json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|env|xml|plist|hcl|editorconfig)$|(^|\/)go\.(mod|work)$|(^|\/)(Gemfile|Podfile|Pipfile|CODEOWNERS)$|(^|\/)requirements[^/]*\.txt$|(^|\/)\.[^/]+(rc|ignore|attributes|config)$|(^|\/)\.env[^/]*$/;
const code =
  /\.(c|cc|cpp|cxx|h|hh|hpp|hxx|m|mm|cs|fs|vb|java|kt|kts|scala|groovy|clj|cljs|go|rs|zig|swift|dart|js|jsx|mjs|cjs|ts|tsx|mts|cts|vue|svelte|astro|py|pyi|pyx|rb|erb|php|pl|pm|lua|r|jl|ex|exs|erl|hrl|hs|ml|mli|elm|nim|cr|d|f90|asm|s|sol|sql|proto|graphql|gql|thrift|html|htm|hbs|ejs|css|scss|sass|less|cu|metal|glsl|wgsl|v|sv|vhd|tcl|el|lisp|scm|ipynb)$/i;

/** Tells the kind by the most telling rule: a shell script in a test folder is a test. */
export function kindOfFile(path: string): FileKind {
  if (tests.test(path)) return 'test';
  if (automation.test(path)) return 'automation';
  if (code.test(path)) return 'code';
  if (configuration.test(path)) return 'configuration';
  return documentation.test(path) ? 'documentation' : 'other';
}

/** Whether a file is a test or belongs to one. */
export const isTest = (path: string): boolean => kindOfFile(path) === 'test';
