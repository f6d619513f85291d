const extensions: Readonly<Record<string, string>> = {
  bash: 'sh bash zsh ksh bats',
  c: 'c h',
  clojure: 'clj cljs cljc edn',
  cmake: 'cmake',
  cpp: 'cc cpp cxx c++ hh hpp hxx ino',
  csharp: 'cs csx',
  css: 'css',
  dart: 'dart',
  diff: 'diff patch',
  dockerfile: 'dockerfile',
  dos: 'bat cmd',
  elixir: 'ex exs',
  erlang: 'erl hrl',
  fsharp: 'fs fsi fsx',
  go: 'go',
  graphql: 'graphql gql',
  groovy: 'groovy gradle',
  haskell: 'hs lhs',
  ini: 'ini toml cfg conf editorconfig properties',
  java: 'java',
  javascript: 'js jsx mjs cjs',
  json: 'json jsonc json5 webmanifest',
  julia: 'jl',
  kotlin: 'kt kts',
  less: 'less',
  lua: 'lua',
  makefile: 'mk mak',
  markdown: 'md mdx markdown',
  nginx: 'nginx',
  nix: 'nix',
  objectivec: 'm mm',
  ocaml: 'ml mli',
  perl: 'pl pm t',
  php: 'php phtml',
  powershell: 'ps1 psm1 psd1',
  protobuf: 'proto',
  python: 'py pyi pyw',
  r: 'r',
  ruby: 'rb rake gemspec erb',
  rust: 'rs',
  scala: 'scala sbt sc',
  scss: 'scss sass',
  sql: 'sql',
  swift: 'swift',
  typescript: 'ts tsx mts cts',
  vbnet: 'vb',
  wasm: 'wat wast',
  xml: 'xml html htm xhtml svg vue svelte xsd xsl plist csproj fsproj props targets',
  yaml: 'yml yaml',
};

const fileNames: Readonly<Record<string, string>> = {
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  makefile: 'makefile',
  gnumakefile: 'makefile',
  'cmakelists.txt': 'cmake',
  gemfile: 'ruby',
  rakefile: 'ruby',
  podfile: 'ruby',
  vagrantfile: 'ruby',
  jenkinsfile: 'groovy',
  '.bashrc': 'bash',
  '.profile': 'bash',
  '.zshrc': 'bash',
  '.npmrc': 'ini',
  '.gitconfig': 'ini',
  '.gitmodules': 'ini',
};

const byExtension = new Map(
  Object.entries(extensions).flatMap(([language, list]) =>
    list.split(' ').map((extension) => [extension, language] as const),
  ),
);

/** The languages that {@link languageOf} knows. */
export const languageNames = Object.keys(extensions);

/** A file's language by its name, in a word that both GitHub's fences and our highlighter know; null for others. */
export function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  // A file may be named `__proto__` or `constructor`.
  if (Object.hasOwn(fileNames, name)) return fileNames[name] ?? null;
  return dot < 0 ? null : (byExtension.get(name.slice(dot + 1)) ?? null);
}
