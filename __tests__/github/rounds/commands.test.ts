import { expect, test } from 'vitest';
import { readCommands } from '../../../src/github/rounds/commands.ts';

const decline = '/deep-review decline I1 On purpose.';
const one = [{ verb: 'decline', id: 'I1', reason: 'On purpose.' }];

test.each([
  ['alone', decline, one],
  ['with Windows line ends', `Fine.\r\n${decline}\r\n`, one],
  ['in a paragraph, on a line of its own', `I think:\n${decline}\nThanks!`, one],
  ['after a list', `- a\n\n${decline}`, one],
  ['in any case', '/Deep-Review DECLINE i1 On purpose.', one],
  ['without a reason', '/deep-review decline I1', [{ ...one[0], reason: '' }]],
  ['taking it back', '/deep-review undecline R2', [{ verb: 'undecline', id: 'R2', reason: '' }]],
  ['with an HTML comment behind it', `${decline} <!-- x -->`, one],
  ['without an id', '/deep-review decline On purpose.', [{ ...one[0], id: null }]],
  ['without anything', '/deep-review undecline', [{ verb: 'undecline', id: null, reason: '' }]],
  ['twice', `${decline}\n${decline}`, [...one, ...one]],
  [
    'with code in its reason',
    '/deep-review decline I1 On `purpose`.',
    [{ ...one[0], reason: 'On `purpose`.' }],
  ],
])('a command %s is read', (_, body, commands) => {
  expect(readCommands(body)).toEqual(commands);
});

test.each([
  ['in a fence', `\`\`\`text\n${decline}\n\`\`\``],
  ['in a fence that never ends', `~~~\n${decline}`],
  ['in indented code', `Say:\n\n    ${decline}`],
  ['in code', `\`${decline}\``],
  ['in code over lines', `\`x\n${decline}\n\``],
  ['in a quote', `> ${decline}`],
  ['in a lazy quote', `> Say:\n${decline}`],
  ['in a list', `- ${decline}`],
  ['in an HTML comment', `<!--\n${decline}\n-->`],
  ['in an HTML comment amid a line', `See <!--\n${decline}\n--> here`],
  ['in an HTML comment over paragraphs', `<!-- a\n\n${decline}\n\n-->`],
  ['in a table', `| a |\n| - |\n| ${decline} |`],
  ['in a heading', `# ${decline}`],
  ['amid a sentence', `Do not say ${decline}`],
  ['of another id', '/deep-review decline I1x y'],
  ['of a part of an id', '/deep-review decline I1-2 y'],
  ['of a longer verb', '/deep-review declined I1'],
  ['of another verb', '/deep-review accept I1'],
])('a command %s is none', (_, body) => {
  expect(readCommands(body)).toEqual([]);
});
