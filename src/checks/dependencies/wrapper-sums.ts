import type { Check } from '../check.ts';
import { isPractice } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Check sums of what a build wrapper downloads and runs, by the address that each is for. */
const sums = [
  // https://docs.gradle.org/current/userguide/gradle_wrapper.html#sec:verification
  { sum: 'distributionSha256Sum', address: 'distributionUrl' },
  // https://maven.apache.org/tools/wrapper/#verifying-the-maven-distribution
  { sum: 'wrapperSha256Sum', address: 'wrapperUrl' },
];

/** Reports wrappers that no longer compare what they download. */
export const wrapperSums: Check = {
  scope: 'file',
  name: 'wrapper-sums',
  about:
    'Check sums of build wrappers (Gradle, Maven) that are gone, or that change although the address stays.',
  async *inspect(file) {
    if (!/(^|\/)(?:gradle|maven)-wrapper\.properties$/.test(file.path) || isPractice(file.path)) return;
    const [old, head] = [await file.read('old'), await file.read('new')];
    if (old === null || head === null) return;
    const [before, after] = [readProperties(old), readProperties(head)];
    for (const { sum, address } of sums) {
      const [known, now] = [before.get(sum), after.get(sum)];
      const place = after.get(address);
      if (!known?.value || !place || known.value.toLowerCase() === now?.value.toLowerCase()) continue;
      const isGone = !now?.value;
      if (!isGone && before.get(address)?.value !== place.value) continue;
      const { line, text } = isGone ? place : now;
      yield {
        severity: 'suggestion',
        kind: 'regression',
        title: isGone
          ? `\`${sum}\` is gone: the download is no longer compared`
          : `\`${sum}\` changes, and what it is the check sum of does not`,
        path: file.path,
        line,
        quote: quoteLine(text),
        explanation: isGone
          ? `Before the change the wrapper ran only what had this check sum; now it runs whatever \`${address}\` answers with.`
          : `The same \`${address}\` has another check sum than before: either was wrong, or what is there was replaced.`,
        fix: `Take \`${sum}\` from the release's own page.`,
      };
    }
  },
  examples: {
    reports: [
      {
        change: {
          'gradle/wrapper/gradle-wrapper.properties': [
            'distributionUrl=https\\://services.gradle.org/a-9.0.zip\ndistributionSha256Sum=12ab\n',
            'distributionUrl=https\\://services.gradle.org/a-9.1.zip\n',
          ],
        },
        at: ['gradle/wrapper/gradle-wrapper.properties:1'],
        severity: 'suggestion',
      },
      {
        change: {
          '.mvn/wrapper/maven-wrapper.properties': [
            'wrapperUrl=https://repo.maven.apache.org/a.jar\nwrapperSha256Sum = 12ab\n',
            'wrapperUrl=https://repo.maven.apache.org/a.jar\n# wrapperSha256Sum = 12ab\n',
          ],
        },
        at: ['.mvn/wrapper/maven-wrapper.properties:1'],
        severity: 'suggestion',
      },
      {
        change: {
          'gradle/wrapper/gradle-wrapper.properties': [
            'distributionSha256Sum=12ab\ndistributionUrl=https\\://services.gradle.org/a-9.0.zip\n',
            'distributionSha256Sum=34cd\ndistributionUrl=https\\://services.gradle.org/a-9.0.zip\n',
          ],
        },
        at: ['gradle/wrapper/gradle-wrapper.properties:1'],
        severity: 'suggestion',
      },
    ],
    ignores: [
      {
        'gradle/wrapper/gradle-wrapper.properties': [
          'distributionSha256Sum=12ab\ndistributionUrl=https\\://services.gradle.org/a-9.0.zip\n',
          'distributionUrl=https\\://services.gradle.org/a-9.1.zip\ndistributionSha256Sum : 34cd\n',
        ],
      },
      {
        'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://services.gradle.org/a.zip\n',
      },
      {
        '.mvn/wrapper/maven-wrapper.properties': [
          'distributionUrl=https://a.example/a.zip\nwrapperUrl=https://a.example/a.jar\nwrapperSha256Sum=12ab\n',
          'distributionUrl=https://a.example/a.zip\ndistributionType=only-script\n',
        ],
      },
    ],
  },
};

interface Property {
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** A file of properties by name; of several lines for one, the last counts. */
const readProperties = (file: string): ReadonlyMap<string, Property> =>
  new Map(
    file.split('\n').flatMap((text, index): [string, Property][] => {
      const [start = '', name] = /^[ \t\f]*([^\s#!=:]+)/.exec(text) ?? [];
      const value = text.slice(start.length).replace(/^[ \t\f]*[=:]?/, '');
      return name === undefined
        ? []
        : [[name, { value: value.trim().replaceAll('\\', ''), line: index + 1, text }]];
    }),
  );
