import { saysOnlySettled, saysOpen, saysSurelySettled } from '../words/says-settled.ts';
import { placesOf } from './json-place.ts';
import { openObject } from './lenient-object.ts';
import { severityTextOf } from './level-of-object.ts';
import { blockingNames } from './names/finding-names.ts';

/** Whether an entry says of itself, where its level should stand, that all is well: `"severity": "good"`. */
export function isPraise(value: unknown): boolean {
  const fields = openObject(value);
  const level = fields === null || fields.value(...blockingNames) === true ? null : severityTextOf(fields);
  return /^\s*(?:good|ok|okay|pass|passed|positive|praise|success|clean|safe|strength)\s*$/i.test(
    level ?? '',
  );
}

/** Whether a document says that a finding is dealt with, or that a check was passed. */
export function isSettled(value: unknown): boolean {
  const fields = openObject(value);
  if (fields === null) return false;
  const written = fields.text('status', 'state') ?? '';
  const status = written.toLowerCase().replace(/[^a-z]/g, '');
  // What names a level and a place was no check that did not run.
  const isCheck = severityTextOf(fields) === null || placesOf(value).place === null;
  return (
    ['resolved', 'fixed', 'isresolved', 'dismissed', 'suppressed'].some(
      (name) => fields.value(name) === true,
    ) ||
    /^(?:suppressed|pass|passed|ok|approved|falsepositive|wontfix)$/.test(status) ||
    (isCheck && /^(?:na|notapplicable|skipped)$/.test(status)) ||
    saysSurelySettled(written) ||
    // It may say how the fault can be resolved.
    saysOnlySettled(fields.text('resolution') ?? '') ||
    fields.text('kind') === 'pass' ||
    fields.list('suppressions').some(isAccepted)
  );
}

/** SARIF: a suppression has a kind; one that a person turned down, or has not yet looked at, hides nothing. */
function isAccepted(suppression: unknown): boolean {
  const fields = openObject(suppression);
  return (
    fields !== null &&
    fields.text('kind') !== null &&
    !/^(?:rejected|underReview)$/.test(fields.text('status', 'state') ?? '')
  );
}

/** Whether a document says of an earlier finding that is not dealt with how it stands now, or that it is still there. */
export function isOpen(value: unknown): boolean {
  const fields = openObject(value);
  return (
    (fields?.text('status', 'state', 'resolution') ?? '') !== '' ||
    ['resolved', 'fixed', 'isresolved'].some((name) => fields?.value(name) === false) ||
    Object.values(value ?? {}).some((each) => typeof each === 'string' && saysOpen(each))
  );
}
