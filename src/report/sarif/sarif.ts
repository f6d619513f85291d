import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../model/answers/review-schema.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { agentTitle, describeRuling, joinTitles, outcomeTitles } from '../../model/report/wording.ts';
import { linksOf } from '../markdown/links.ts';
import { presentReport } from '../markdown/visible-text.ts';
import { clipText } from '../summary/clip.ts';
import { fixesOf } from './sarif-fix.ts';

/** GitHub takes 25,000 results a run and 10 MB of gzip (docs.github.com, "SARIF support for code scanning"). */
const mostResults = 25_000;
const mostLocations = 100;
const longestMessage = 8_000;

const levels: Readonly<Record<Severity, Result.level>> = {
  critical: 'error',
  important: 'warning',
  suggestion: 'note',
};

/** `report.sarif`: standing findings as SARIF 2.1.0 results, the worst first; those without a file become notifications. */
export function renderSarif(report: Report): string {
  const shown = presentReport(report);
  const { review, change, verdict } = shown;
  const placed = shown.findings.filter((finding) => finding.anchor.path !== null);
  const unplaced = shown.findings.filter((finding) => finding.anchor.path === null);
  const repository = linksOf(shown).repository;
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Deep Review', semanticVersion: review.tool.version, rules } },
        invocations: [
          {
            executionSuccessful: verdict.level !== 'inconclusive',
            startTimeUtc: review.startedAt,
            endTimeUtc: review.finishedAt,
            toolExecutionNotifications: [...unplaced.map(notificationOf), ...agentNotifications(shown)],
          },
        ],
        automationDetails: { id: `deep-review/${review.id}` },
        ...(repository !== null && {
          versionControlProvenance: [
            {
              repositoryUri: repository,
              revisionId: change.head,
              ...(change.branch !== null && { branch: change.branch }),
            },
          ],
        }),
        columnKind: 'utf16CodeUnits',
        results: placed.slice(0, mostResults).map(resultOf),
        properties: { verdict: verdict.level, gate: verdict.gate, rule: verdict.rule },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What a rule says of the findings under it: one rule for each kind of problem; how much it matters is the result's level. */
const ruleTexts: Readonly<
  Record<string, { readonly name: string; readonly short: string; readonly help: string }>
> = {
  regression: {
    name: 'RegressionInChange',
    short: 'Worked before this change',
    help: 'Something that worked at the merge base no longer does. Restore it, or decline the finding with a reason where the change means it.',
  },
  gap: {
    name: 'GapInChange',
    short: 'Missing in what this change adds',
    help: 'What the change adds lacks something that it needs: a case, a check, a test, a word in the documentation. Add it, or decline the finding with a reason.',
  },
  'pre-existing': {
    name: 'PreExistingProblem',
    short: 'Was there before this change',
    help: 'The change did not bring this in; it stands in the way of merging only as a confirmed critical.',
  },
  finding: {
    name: 'ReviewFinding',
    short: 'Found in review',
    help: 'A reviewer found this and did not say whether the change brought it in.',
  },
};

const rules: ReportingDescriptor[] = Object.entries(ruleTexts).map(([id, { name, short, help }]) => ({
  id,
  name,
  shortDescription: { text: short },
  fullDescription: { text: `${short}.` },
  help: { text: `${help} The report has the evidence, the ruling and the fix.` },
  defaultConfiguration: { level: 'warning' },
  properties: { tags: ['review', id] },
}));

function resultOf(finding: ReportFinding): Result {
  const id = finding.kind ?? 'finding';
  const uri = uriOf(finding.anchor.path ?? '');
  const fixes = fixesOf(finding, uri);
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((rule) => rule.id === id),
    level: levels[finding.severity],
    message: messageOf(finding),
    locations: [locationOf(finding.anchor)],
    ...(finding.otherPlaces.length > 0 && {
      relatedLocations: finding.otherPlaces
        .slice(0, mostLocations)
        .map((place, id) => ({ id, ...locationOf(place) })),
    }),
    // GitHub tracks alerts by the first; the second is ours for everybody else.
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'deepReview/v1': finding.fingerprint,
    },
    ...(fixes.length > 0 && { fixes }),
    properties: {
      id: finding.id,
      severity: finding.severity,
      kind: finding.kind,
      ruling: finding.ruling.value,
      raisedBy: finding.raisedBy.map((source) => source.agent),
      state: finding.state,
      blocking: finding.blocking,
      anchor: finding.anchor.status,
      ...(finding.proof !== undefined && {
        proof: finding.proof.status,
        fixProof: finding.proof.fix,
        proofReview: finding.proof.review,
      }),
    },
  };
}

function messageOf(finding: ReportFinding): { text: string } {
  const source = `${finding.id}, ${finding.severity}: raised by ${joinTitles(finding.raisedBy.map(({ agent }) => agent))}; ${describeRuling(finding.ruling)}.`;
  const fix = finding.fix?.text ? [`Fix: ${finding.fix.text}`] : [];
  // Lists show the first sentence only: the problem itself.
  const title = /[.!?…]$/.test(finding.title) ? finding.title : `${finding.title}.`;
  const text = [title, finding.explanation, ...fix].filter((part) => part !== '').join('\n\n');
  return { text: `${clipText(text, longestMessage)}\n\n${source}` };
}

/** A place as SARIF has it; lines of the merge base are not lines of the file that code scanning shows. */
function locationOf(
  place: Pick<ReportFinding['anchor'], 'path' | 'startLine' | 'endLine' | 'side'>,
): Location {
  const { startLine, endLine } = place;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(place.path ?? '') },
      ...(startLine !== null &&
        place.side === 'new' && { region: { startLine, endLine: endLine ?? startLine } }),
    },
  };
}

const uriOf = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function notificationOf(finding: ReportFinding): Notification {
  return {
    level: levels[finding.severity],
    message: messageOf(finding),
    properties: { id: finding.id, ruling: finding.ruling.value, blocking: finding.blocking },
  };
}

function agentNotifications({ agents }: Report): Notification[] {
  return agents
    .filter((agent) => agent.outcome !== 'completed')
    .map((agent) => ({
      level: 'warning',
      message: {
        text: `${agentTitle(agent.name)}: ${outcomeTitles[agent.outcome]}. ${agent.reason ?? ''}`.trim(),
      },
    }));
}
