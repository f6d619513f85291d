// Measures the reading of Markdown reviews on reports with labelled raw findings.
//   npm run corpus:read -- DIR [--extra]      DIR holds json/*.json (see the corpus' README)
// A labelled finding counts as found when a read one has its title (or its place and most of its words).
import fs from 'node:fs';
import path from 'node:path';
import { readReview } from '../lib/findings/read-review.js';

const [directory] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isVerbose = process.argv.includes('--extra');
if (directory === undefined) {
  console.error('usage: npm run corpus:read -- DIR [--extra]');
  process.exit(3);
}

const plain = (text) =>
  (text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
const squeeze = (text) => (text ?? '').replace(/\s+/g, '');
const samePath = (a, b) => (a ?? '').replace(/^\.\//, '') === (b ?? '').replace(/^\.\//, '');

const totals = {
  labelled: 0,
  found: 0,
  severity: 0,
  path: 0,
  both: 0,
  lines: 0,
  kind: 0,
  quote: 0,
  extra: 0,
  answers: 0,
};
const misses = [];
/** In how many answers each section beside the findings was read. */
const sections = {};
const milliseconds = { sum: 0, most: 0 };

for (const file of fs.readdirSync(path.join(directory, 'json')).sort()) {
  const report = JSON.parse(fs.readFileSync(path.join(directory, 'json', file), 'utf8'));
  for (const [agent, original] of Object.entries(report.originals)) {
    if (!original.raw) continue;
    const started = performance.now();
    const reading = readReview(original.raw);
    const took = performance.now() - started;
    milliseconds.sum += took;
    milliseconds.most = Math.max(milliseconds.most, took);
    totals.answers++;
    if (reading.form !== 'unreadable') countSections(reading.review);
    compare(
      original.findings,
      reading.form === 'unreadable' ? [] : reading.review.findings,
      `${report.name} ${agent}`,
    );
  }
}

function countSections({ summary, design, testing, documentation, commits, limitations, coverage }) {
  const parts = {
    summary,
    concerns: design.concerns,
    strengths: design.strengths,
    testing: testing.assessment || testing.untested,
    documentation,
    commits,
    limitations,
    coverage,
  };
  for (const [name, part] of Object.entries(parts))
    sections[name] = (sections[name] ?? 0) + (part.length > 0 ? 1 : 0);
}

function compare(labels, read, where) {
  const left = new Set(read);
  for (const label of labels) {
    totals.labelled++;
    const finding = findFor(label, left);
    const miss = (what, detail) => misses.push(`${what.padEnd(9)} ${where} ${label.ref}: ${detail}`);
    if (finding === undefined) {
      miss('not found', label.title);
      continue;
    }
    left.delete(finding);
    totals.found++;
    const isSeverityRight = finding.severity === label.severity;
    const isPathRight = samePath(finding.path, label.path);
    totals.severity += isSeverityRight;
    totals.path += isPathRight;
    totals.both += isSeverityRight && isPathRight;
    if (!isSeverityRight) miss('severity', `${finding.severity}, labelled ${label.severity}`);
    if (!isPathRight) miss('path', `${finding.path}, labelled ${label.path}`);
    const lines = linesOf(finding);
    const isLinesRight = lines === labelledLines(label);
    totals.lines += isLinesRight;
    if (!isLinesRight) miss('lines', `${lines}, labelled ${label.lines}`);
    const isKindRight = finding.kind === (label.kind === 'enhancement' ? null : label.kind);
    totals.kind += isKindRight;
    if (!isKindRight) miss('kind', `${finding.kind}, labelled ${label.kind}`);
    const isQuoteRight = squeeze(finding.quote) === squeeze(label.excerpt?.code);
    totals.quote += isQuoteRight;
    if (!isQuoteRight && isVerbose)
      miss(
        'quote',
        `${squeeze(finding.quote).slice(0, 60)}, labelled ${squeeze(label.excerpt?.code).slice(0, 60)}`,
      );
  }
  totals.extra += left.size;
  if (isVerbose)
    for (const finding of left) misses.push(`extra     ${where} ${finding.id}: ${finding.title}`);
}

function findFor(label, findings) {
  const all = [...findings];
  const title = plain(label.title);
  return (
    all.find((finding) => plain(finding.title) === title) ??
    all.find((finding) => shared(plain(finding.title), title) >= 0.8) ??
    all.find(
      (finding) =>
        samePath(finding.path, label.path) && shared(plain(finding.explanation), plain(label.body)) >= 0.8,
    )
  );
}

/** Share of the words of the longer text that the other has too. */
function shared(a, b) {
  const [x, y] = [new Set(a.split(' ')), new Set(b.split(' '))];
  return [...x].filter((word) => y.has(word)).length / Math.max(x.size, y.size);
}

/** All ranges of the first path, as the labels write them. */
function linesOf(finding) {
  const ranges = finding.places.filter((place) => place.path === finding.path && place.startLine !== null);
  const [first] = ranges;
  return first === undefined ? null : `${first.startLine}-${first.endLine}`;
}

function labelledLines(label) {
  const [, start, end = start] = /^\D*(\d+)(?:\s*[-–]\s*(\d+))?/.exec(label.lines ?? '') ?? [];
  return start === undefined ? null : `${start}-${end}`;
}

for (const miss of misses) console.log(miss);
const percent = (count) => `${((100 * count) / totals.labelled).toFixed(1)} %`;
console.log(`
${totals.answers} answers, ${totals.labelled} labelled findings; reading took ${(milliseconds.sum / totals.answers).toFixed(1)} ms each, ${milliseconds.most.toFixed(0)} ms at most
found                    ${totals.found} (${percent(totals.found)})
right severity and path  ${totals.both} (${percent(totals.both)})
right severity           ${totals.severity} (${percent(totals.severity)})
right path               ${totals.path} (${percent(totals.path)})
right first lines        ${totals.lines} (${percent(totals.lines)})
right kind               ${totals.kind} (${percent(totals.kind)})
right quote              ${totals.quote} (${percent(totals.quote)})
read, but not labelled   ${totals.extra}
answers with a section   ${Object.entries(sections)
  .map(([name, count]) => `${name} ${count}`)
  .join(', ')}`);
