const isBlocking = ({ severity }) => severity !== 'suggestion';

/** Prints what was found, by rule and by kind of change, and single findings where they are asked for. */
export function printTables(results, labels, show) {
  const labelOf = (finding) => labels.get(finding.fingerprint)?.label ?? 'none';
  const unique = new Map();
  for (const { findings, repository, base, head } of results) {
    for (const finding of findings) {
      const key = `${finding.fingerprint} ${finding.severity}`;
      if (!unique.has(key)) unique.set(key, { ...finding, repository, base, head });
    }
  }
  const found = [...unique.values()];

  console.log('| rule | severity | findings | true | false | debatable | unlabelled | precision |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [group, findings] of groupBy(found, ({ rule, severity }) => `${rule} | ${severity}`)) {
    const count = (label) => findings.filter((finding) => labelOf(finding) === label).length;
    const judged = count('true') + count('false') + count('debatable');
    const precision = judged === 0 ? '–' : `${Math.round((100 * count('true')) / judged)} %`;
    console.log(
      `| ${group} | ${findings.length} | ${count('true')} | ${count('false')} | ${count('debatable')} | ${count('none')} | ${precision} |`,
    );
  }

  console.log(
    '\n| per 1,000 | changes | false blocks | true blocks | unlabelled or debatable | inconclusive | but for deletions |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const [kind, some] of [...groupBy(results, (result) => result.kind), ['all', results]]) {
    const rate = (test) => ((1000 * some.filter(test).length) / some.length).toFixed(1);
    const blocked = ({ findings }) => findings.filter(isBlocking).map(labelOf);
    const isTrue = (result) => blocked(result).includes('true');
    const isFalse = (result) => !isTrue(result) && blocked(result).includes('false');
    const isOpen = (result) => blocked(result).length > 0 && !isTrue(result) && !isFalse(result);
    const isUnread = ({ uncovered }) => uncovered.length > 0;
    const isLeft = ({ uncovered, deleted }) => uncovered.some((path) => !deleted.includes(path));
    console.log(
      `| ${kind} | ${some.length} | ${rate(isFalse)} | ${rate(isTrue)} | ${rate(isOpen)} | ${rate(isUnread)} | ${rate(isLeft)} |`,
    );
  }
  const times = results.map((result) => result.milliseconds).toSorted((a, b) => a - b);
  const at = (part) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
  const gone = [...labels.keys()].filter(
    (fingerprint) => !found.some((one) => one.fingerprint === fingerprint),
  );
  console.log(
    `\nRules took ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (most). ${gone.length} of ${labels.size} labelled findings are gone (${gone.filter((one) => labels.get(one).label === 'true').length} of them true).`,
  );
  const limitations = results.flatMap((result) =>
    result.limitations.filter((text) => /could not finish/.test(text)),
  );
  for (const text of new Set(limitations)) console.log(text);

  const isShown = (finding) =>
    show === 'all' ||
    show === finding.rule ||
    (show === 'blocks' && isBlocking(finding)) ||
    (show === 'new' && labelOf(finding) === 'none');
  for (const finding of found.filter(isShown)) {
    const { fingerprint, rule, severity, repository, base, head, path, line, title, quote } = finding;
    console.log(
      JSON.stringify({
        fingerprint,
        label: labelOf(finding),
        rule,
        severity,
        repository,
        base,
        head,
        path,
        line,
        title,
        quote,
      }),
    );
  }
  if (show === 'gone') for (const one of gone) console.log(JSON.stringify(labels.get(one)));
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    groups.set(key, groups.get(key) ?? []);
    groups.get(key).push(item);
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
