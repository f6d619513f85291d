import type { RuleReference, SarifLevel, SarifResult, SarifRun } from './sarif-schema.ts';

type Component = SarifRun['tool']['driver'];
type Rule = NonNullable<Component['rules']>[number];

/** What a run says of the rule of a result; SARIF 2.1.0, 3.27.5 to 3.27.10. */
export interface RuleFacts {
  readonly id: string | null;
  /** Of the result, else as the run was configured, else the rule's own, else `warning`. */
  readonly level: SarifLevel;
  /** A message by its name: the rule's, else one of all rules. */
  readonly messageOf: (id: string) => string;
}

/** Makes a reader of what a run says of the rules of its results. */
export function openRules(run: SarifRun): (result: SarifResult) => RuleFacts {
  const findRule = indexRules(run.tool);
  const overrideOf = indexOverrides(run, findRule);
  return (result) => {
    const { rule: reference, ruleId, ruleIndex, provenance } = result;
    const id = ruleId ?? reference?.id;
    const { component, rule } = findRule({ ...reference, id, index: reference?.index ?? ruleIndex });
    const override = rule && overrideOf(rule, provenance?.invocationIndex);
    return {
      id: id ?? rule?.id ?? null,
      level: result.level ?? override ?? rule?.defaultConfiguration?.level ?? 'warning',
      messageOf: (name) =>
        (rule?.messageStrings?.[name] ?? component.globalMessageStrings?.[name])?.text ?? '',
    };
  };
}

type Find = (reference: RuleReference) => { readonly component: Component; readonly rule: Rule | undefined };

/** A rule is of the tool itself, unless a reference names a part of the tool by its number, GUID or name. */
function indexRules({ driver, extensions = [] }: SarifRun['tool']): Find {
  const indexes = new Map(
    [driver, ...extensions].map((component) => {
      const rules = (component.rules ?? []).toReversed();
      const byGuid = new Map(rules.map((rule) => [rule.guid, rule]));
      return [component, { byId: new Map(rules.map((rule) => [rule.id, rule])), byGuid }];
    }),
  );
  return ({ id, index = -1, guid, toolComponent = {} }) => {
    const named = extensions.find((each) =>
      toolComponent.guid === undefined ? each.name === toolComponent.name : each.guid === toolComponent.guid,
    );
    const component = extensions[toolComponent.index ?? -1] ?? named ?? driver;
    const known = indexes.get(component);
    const byGuid = guid === undefined ? undefined : known?.byGuid.get(guid);
    return { component, rule: component.rules?.[index] ?? byGuid ?? findById(known?.byId, id) };
  };
}

/** The id of a result may go on where that of its rule ends: `CA2101/2` is of the rule `CA2101` (3.27.5). */
function findById(rules: ReadonlyMap<string | undefined, Rule> | undefined, id = ''): Rule | undefined {
  const parts = id.split('/', mostParts);
  const prefixes = parts.map((_, end) => parts.slice(0, parts.length - end).join('/'));
  return [id, ...prefixes].map((prefix) => rules?.get(prefix)).find((rule) => rule !== undefined);
}

/** Parts of an id that are looked at; rules have two or three. */
const mostParts = 10;

const levels: readonly SarifLevel[] = ['error', 'warning', 'note', 'none'];

/** The level that the run was configured to give a rule; the worst, where it is not told which invocation found the result. */
function indexOverrides({ invocations = [] }: SarifRun, findRule: Find) {
  const given = invocations.map(({ ruleConfigurationOverrides = [] }) => {
    const levelOf = new Map<Rule, SarifLevel>();
    for (const override of ruleConfigurationOverrides) {
      const rule = override ? findRule(override.descriptor).rule : undefined;
      if (rule && override?.configuration.level) levelOf.set(rule, override.configuration.level);
    }
    return levelOf;
  });
  const worst = new Map<Rule, SarifLevel>();
  for (const level of levels.toReversed())
    for (const levelOf of given) for (const [rule, its] of levelOf) if (its === level) worst.set(rule, level);
  return (rule: Rule, invocation = -1): SarifLevel | undefined => (given[invocation] ?? worst).get(rule);
}
