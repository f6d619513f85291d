import { actionReference } from '../../model/version.ts';
import type { InstalledAgent } from './survey.ts';

/** The text of a workflow in which these agents, and `checks`, review every pull request. */
export function writeWorkflow(agents: readonly InstalledAgent[]): string {
  const names = [...agents.map(({ name }) => name), 'checks'];
  const timeout =
    agents.length === 0
      ? '15 # it takes seconds'
      : '60 # more than the input total-timeout-minutes (45), so that there is always a report';
  return `# ${titleOf(names)} every pull request. Make the check "review" required, and it gates the merge.
name: Deep Review
on:
  pull_request:
    types: [opened, synchronize, reopened, ready_for_review, edited] # edited: to be merged into another branch

permissions:
  contents: read # the code
  pull-requests: read # base, labels, drafts and comments as they are now; "write" for the input "comment"
  actions: read # the last round, from the artifact of its run
  issues: read # the issue that a pull request closes
  checks: read # what other checks say of the head

concurrency:
  group: deep-review-\${{ github.event.pull_request.number }}
  cancel-in-progress: \${{ github.event.action != 'edited' || github.event.changes.base != null }} # a new push or base ends the review of the old one

jobs:
  review:
    runs-on: ubuntu-latest
    timeout-minutes: ${timeout}
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0 # the whole history: reviewers look at how a line came to be
          persist-credentials: false # no agent finds a token in .git/config
${[...installSteps(agents), reviewStep(names, agents)].join('\n')}`;
}

const titleOf = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]} reviews` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} review`;

function installSteps(agents: readonly InstalledAgent[]): string[] {
  if (agents.length === 0) {
    return [
      `      # For more reviewers, install their CLIs here (deep-review doctor names the commands), add them to "agents" below,
      # and give that step their keys under "env".`,
    ];
  }
  return [
    `      - uses: actions/setup-node@v5
        with:
          node-version: 24 # with an older Node, npm installs older, unsafe agents without a word`,
    `      # The versions that Deep Review is tested with.
${agents.map(({ install }) => `      - run: ${install}`).join('\n')}`,
    `      # The agents work inside sandboxes, which Ubuntu does not let them start otherwise.
      - run: |
          sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
          sudo apt-get install --yes --no-install-recommends bubblewrap`,
  ];
}

function reviewStep(names: readonly string[], agents: readonly InstalledAgent[]): string {
  const secrets = [...new Set(agents.flatMap((agent) => agent.secrets))];
  const lines = [
    `- uses: ${actionReference}`,
    '  with:',
    `    agents: ${names.join(' ')}${adviceOn(agents)}`,
    '    fail-on: merge-with-fixes # the mildest verdict that fails the check; "never" to begin with',
    '    on-inconclusive: fail # "neutral" lets a pull request pass that nobody could review, such as one from a fork',
    ...(agents.length > 0
      ? ['    # max-cost-usd: 10 # nothing begins that may pass this, and what passes it is stopped']
      : []),
    ...(secrets.length > 0
      ? ['  env:', ...secrets.map((name) => `    ${name}: \${{ secrets.${name} }}`)]
      : []),
  ];
  return `${lines.map((line) => `      ${line}`).join('\n')}\n`;
}

function adviceOn(agents: readonly InstalledAgent[]): string {
  if (agents.length === 0) return ' # needs no key';
  const families = new Set(agents.map(({ family }) => family));
  return families.size === 1 ? " # an agent of a second vendor could rule on the first one's findings" : '';
}
