import type { DeclinedFinding, Rules } from '../model/rules.ts';
import { builtIn } from '../model/team.ts';
import type { Configuration } from './configuration.ts';
import type { Inputs } from './inputs.ts';

/** The rules that inputs, configuration and decisions made elsewhere add up to. */
export function rulesFrom(
  inputs: Inputs,
  configuration: Configuration,
  declinedElsewhere: readonly DeclinedFinding[] = [],
): Rules {
  return {
    ...inputRules(inputs, configuration),
    reworkAt: configuration['rework-at'],
    ...(inputs.rounds === 'incremental' && { late: configuration.late }),
    declined: [...configuration.declined.map(declinedFinding), ...declinedElsewhere],
  };
}

/** The rules that are inputs. */
function inputRules(inputs: Inputs, { agents }: Configuration): Omit<Rules, 'reworkAt' | 'declined'> {
  return {
    failOn: inputs['fail-on'],
    onInconclusive: inputs['on-inconclusive'],
    minReviewers: inputs['min-reviewers'],
    adjudication: inputs.adjudication !== 'off',
    checksCount:
      inputs.agents !== 'auto' &&
      inputs.agents.every((name) => name === builtIn || agents[name]?.['by-rules'] === true),
  };
}

function declinedFinding(entry: Configuration['declined'][number]): DeclinedFinding {
  return {
    fingerprint: entry.fingerprint ?? null,
    path: entry.path ?? null,
    text: entry.text ?? null,
    reason: entry.reason,
    expires: entry.expires ?? null,
    by: null,
    upTo: 'critical',
  };
}
