/** A kind of comment that may go over several lines. */
export interface CommentBlock {
  /** How it begins, at the start of a line. */
  readonly begin: RegExp;
  readonly end: string;
  /** What the last line in front of it looks like, where it is a comment only behind such a line: else it is a value. */
  readonly after: RegExp | null;
}

/** How comments look in a language. */
export interface CommentMarks {
  /** A line that is nothing but a comment. */
  readonly line: RegExp;
  /** A comment behind code, from the white space in front of it to the end of its line. */
  readonly behind: RegExp;
  readonly blocks: readonly CommentBlock[];
}

/** A block as the table tells it; one of `ownLines` stands behind no code. */
interface Block {
  readonly begin: string;
  readonly end: string;
  readonly after?: RegExp;
  readonly ownLines?: true;
}

const inStars: Block = { begin: '/\\*', end: '*/' };
const inRoundStars: Block = { begin: '\\(\\*(?!\\))', end: '*)' };
const inTags: Block = { begin: '<!--', end: '-->' };
const inBraces: Block = { begin: '\\{\\s*/\\*', end: '*/' };
const inTemplates: readonly Block[] = [
  { begin: '\\{#(?=\\s)', end: '#}' },
  { begin: '\\{\\{-?\\s*/\\*', end: '*/' },
  { begin: '\\{\\{!--', end: '--}}' },
  { begin: '\\{\\{!(?!--)', end: '}}' },
  { begin: '\\{\\{--', end: '--}}' },
  { begin: '<%--', end: '--%>' },
  { begin: '<%#', end: '%>' },
  { begin: '@\\*', end: '*@' },
];
const docstrings = ['"""', "'''"].map(
  (end): Block => ({ begin: `[rub]{0,2}${end}`, end, after: /^$|^#|:(?:\s*#.*)?$/, ownLines: true }),
);
/** The inner lines of a block, as most people write them. */
const star = '\\*(?=[\\s/]|$)';

/** The first row that fits a path counts: endings of files, or whole names; comments of one line; blocks. */
const table: readonly (readonly [files: string, line: string | null, blocks?: readonly Block[]])[] = [
  ['py pyi pyx bzl star BUILD WORKSPACE', '#', docstrings],
  [
    'rb rake gemspec ru Gemfile Rakefile Vagrantfile Podfile',
    '#',
    [{ begin: '=begin\\b', end: '=end', ownLines: true }],
  ],
  ['ps1 psm1 psd1', '#(?!>)', [{ begin: '<#', end: '#>' }]],
  ['jl', '#(?!=)', [{ begin: '#=', end: '=#' }]],
  ['nim nims', '#(?!\\[)', [{ begin: '#\\[', end: ']#' }]],
  ['cmake CMakeLists.txt', '#(?!\\[\\[)', [{ begin: '#\\[\\[', end: ']]' }]],
  ['pl pm t', '#', [{ begin: '=[a-z]\\w*', end: '=cut', ownLines: true }]],
  ['ex exs', '#', [{ begin: '@(?:module|type)?doc\\s+(?:~[sS])?"""', end: '"""', ownLines: true }]],
  ['tf tfvars hcl nix', '//|#', [inStars]],
  ['blade.php', '//|#(?!\\[)', [inStars, inTags, ...inTemplates]],
  ['php phtml', '//|#(?!\\[)', [inStars, inTags]],
  ['sql psql ddl', '--|#(?=\\s)', [inStars]],
  ['lua', '--(?!\\[\\[)', [{ begin: '--\\[\\[', end: ']]' }]],
  ['hs elm purs', '--', [{ begin: '\\{-(?!#)', end: '-}' }]],
  ['ada adb ads vhd vhdl', '--'],
  ['ini cfg conf cnf properties reg editorconfig gitconfig desktop service timer socket', '[#;]'],
  ['clj cljs cljc edn el lisp lsp scm ss rkt', ';', [{ begin: '#\\|', end: '|#' }]],
  ['asm nasm s', ';|//|#(?=\\s)', [inStars]],
  ['vb vbs bas vba', "'|rem\\b"],
  ['tex sty erl hrl', '%'],
  ['f90 f95 f03 f08', '!(?!\\$)'],
  ['ml mli mll mly', null, [inRoundStars]],
  ['fs fsi fsx', '//', [inRoundStars]],
  ['pas pp dpr lpr', '//', [inRoundStars, { begin: '\\{(?!\\$)', end: '}' }]],
  [
    'html htm xhtml xml xsl xsd svg vue svelte astro mdx csproj props targets plist hbs handlebars mustache j2 jinja jinja2 twig liquid njk erb ejs jsp aspx cshtml razor tmpl gotmpl',
    '//',
    [inTags, inStars, inBraces, ...inTemplates],
  ],
  [
    'c h cc cpp cxx hh hpp hxx cu mm cs java kt kts scala groovy gradle Jenkinsfile swift go rs zig dart js mjs cjs jsx ts mts cts tsx css scss sass less proto sol v sv d glsl hlsl wgsl jsonc json5',
    '//',
    [inStars, inBraces],
  ],
  [
    'sh bash zsh fish ksh bats yml yaml toml r tcl mk mak awk sed env envrc coffee cr graphql gql feature po Makefile GNUmakefile Dockerfile Containerfile Justfile Procfile CODEOWNERS gitignore gitattributes dockerignore npmrc requirements.txt constraints.txt robots.txt',
    '#',
  ],
];

function marksOf(line: string | null, blocks: readonly Block[], behind = line): CommentMarks {
  const inline = blocks.filter(({ ownLines }) => ownLines !== true).map(({ begin }) => begin);
  const starts = ['#!/', line, blocks.includes(inStars) ? star : null].filter((mark) => mark !== null);
  const ends = [behind, ...inline].filter((mark) => mark !== null);
  return {
    line: new RegExp(`^(?:${starts.join('|')})`, 'i'),
    behind: new RegExp(`\\s(?:${ends.join('|')}).*$`, 'i'),
    blocks: blocks.map(({ begin, end, after = null }) => ({
      begin: new RegExp(`^${begin}`, 'i'),
      end,
      after,
    })),
  };
}

const byName = new Map<string, CommentMarks>([
  ...table.flatMap(([files, line, blocks = []]) => {
    const marks = marksOf(line, blocks);
    return files.split(' ').map((name) => [name.toLowerCase(), marks] as const);
  }),
  // Behind code these marks would be a string, a command's word or a label.
  ...['bat', 'cmd'].map((name) => [name, { ...marksOf('@?rem\\b|::', []), behind: /(?!)/ }] as const),
  ['vim', { ...marksOf('"', []), behind: /(?!)/ }] as const,
]);

/** Of a language that nobody knows, what is a comment in most; `*p = 1;` and `#[test]` are none. */
const unknown = marksOf(
  '//|#(?=[\\s#]|$|!/)|--(?=[\\s-]|$)|;+(?=\\s)|%+(?=\\s)',
  [inTags, inStars],
  '//|#(?=\\s)|--(?=\\s)',
);

/** How comments look in a file: by its name, its ending, or the program that its first line names. */
export function commentMarksOf(path: string, firstLine: string): CommentMarks {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const endings = name.split('.').map((_, index, parts) => parts.slice(index).join('.'));
  const known = endings.map((ending) => byName.get(ending)).find((marks) => marks !== undefined);
  const isScript = /^#!(?!.*\b(?:node|deno|bun|php)\b)/.test(firstLine);
  return known ?? (isScript ? byName.get('sh') : undefined) ?? unknown;
}
