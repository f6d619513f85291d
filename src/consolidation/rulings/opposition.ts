import type { Severity } from '../../model/answers/review-schema.ts';
import { joinTitles } from '../../model/report/wording.ts';
import { builtIn, type TeamFacts } from '../../model/team.ts';
import type { Ruling } from './collect-rulings.ts';

/** Who may rule: a team's members, as far as it matters. */
export type Rulers = readonly Pick<TeamFacts, 'name' | 'family' | 'outcome' | 'rules'>[];

/** How many families must speak against a finding before it becomes milder, and why fewer may be enough. */
export interface Opposition {
  /** What these rulings lack, as the end of a sentence; null where they are enough. */
  lack(severity: Severity, rulings: readonly Ruling[]): string | null;
  /** Whether nobody but the families that raised what was ruled on could rule. */
  isAlone(rulings: readonly Ruling[]): boolean;
  /** What the report must say where one family was enough for a critical; null otherwise. */
  note(severity: Severity, rulings: readonly Ruling[]): string | null;
}

/**
 * A critical falls, or becomes less, by two families that did not raise what they ruled on, or by one where the team has only one such: a
 * second that was there and failed has said nothing.
 * @param familyOf families of those who raised, by the keys of findings.
 */
export function createOpposition(team: Rulers, familyOf: ReadonlyMap<string, string>): Opposition {
  const rulers = team.filter(
    ({ name, outcome, rules }) => (rules ?? name !== builtIn) && outcome === 'completed',
  );
  const othersThan = (rulings: readonly Ruling[]) => {
    const raisers = new Set(rulings.flatMap(({ subjects }) => subjects.map((key) => familyOf.get(key))));
    return rulers.filter(({ family }) => !raisers.has(family));
  };
  const familiesIn = (members: readonly { readonly family: string }[]) =>
    new Set(members.map(({ family }) => family));
  return {
    lack(severity, rulings) {
      const said = familiesIn(rulings);
      const others = othersThan(rulings);
      if (severity !== 'critical' || said.size >= Math.min(2, familiesIn(others).size)) return null;
      const silent = others.filter(({ family }) => !said.has(family)).map(({ name }) => name);
      return `it takes two families against a critical, and ${joinTitles(silent)} did not say so`;
    },
    isAlone: (rulings) => othersThan(rulings).length === 0,
    note(severity, rulings) {
      if (severity !== 'critical' || familiesIn(rulings).size > 1) return null;
      return '(Only one family besides those that raised this critical could rule on it, so one was enough.)';
    },
  };
}
