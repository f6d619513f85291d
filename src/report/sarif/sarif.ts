import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import { kinds, type Severity, severities } from '../../model/answers/review-schema.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import {
  agentTitle,
  describeRuling,
  joinTitles,
  kindMeanings,
  outcomeTitles,
} from '../../model/report/wording.ts';
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

/** One rule for each severity and kind, so that code scanning can filter by both. */
const rules: ReportingDescriptor[] = severities.flatMap((severity) =>
  [...kinds, null].map((kind) => ({
    id: ruleId(severity, kind),
    name: [severity, kind ?? 'finding'].map(capitalise).join(''),
    shortDescription: { text: `${capitalise(severity)}${kind === null ? '' : ` ${kind}`} found in review` },
    fullDescription: {
      text: `A reviewer's finding of severity ${severity}${kind === null ? '' : `; ${kind}: ${kindMeanings[kind]}`}.`,
    },
    help: { text: 'See the Deep Review report for the evidence, the ruling and the fix.' },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['review', severity, ...(kind === null ? [] : [kind])] },
  })),
);

function ruleId(severity: Severity, kind: ReportFinding['kind']): string {
  return kind === null ? severity : `${severity}/${kind}`;
}

function capitalise(word: string): string {
  return word.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function resultOf(finding: ReportFinding): Result {
  const id = ruleId(finding.severity, finding.kind);
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
    },
  };
}

function messageOf(finding: ReportFinding): { text: string } {
  const source = `Raised by ${joinTitles(finding.raisedBy.map(({ agent }) => agent))}; ${describeRuling(finding.ruling)}.`;
  const fix = finding.fix?.text ? [`Fix: ${finding.fix.text}`] : [];
  const text = [`${finding.id}. ${finding.title}`, finding.explanation, ...fix]
    .filter((part) => part !== '')
    .join('\n\n');
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
