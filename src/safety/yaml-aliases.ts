import { isAlias, isMap, isPair, isSeq, type Node } from 'yaml';
import { deepestYaml, NestedTooDeep } from './nested-yaml.ts';

/** Nodes of a file once each alias is what it names; far more than GitHub takes. */
const mostNodes = 500_000;

/** Of a node with all that it holds. */
interface Measure {
  readonly nodes: number;
  readonly levels: number;
}

/**
 * Puts what each alias names in its place, as GitHub does with workflows since 2025; a node may have several parents then. An alias of a
 * node that it stands in itself, or of none, stays.
 * @throws {NestedTooDeep} where that makes more levels or nodes than can be read.
 */
export function resolveAliases(contents: Node): void {
  const named = new Map<string, Node>();
  const measures = new Map<unknown, Measure>();

  /** Anchors stand before their aliases, so whatever an alias names has been measured, or is being measured: then it holds itself. */
  const settle = (node: unknown): unknown => {
    const target = isAlias(node) ? named.get(node.source) : undefined;
    if (target !== undefined) return measures.has(target) ? target : node;
    if (!measures.has(node)) measures.set(node, measure(node));
    return node;
  };
  const measure = (node: unknown): Measure => {
    const name = (node as Partial<Node> | null)?.anchor;
    if (name !== undefined) named.set(name, node as Node);
    const parts = settleParts(node);
    let [nodes, levels] = [1, 0];
    for (const part of parts) {
      const inner = measures.get(part);
      nodes += inner?.nodes ?? 1;
      levels = Math.max(levels, inner?.levels ?? 0);
    }
    if (nodes > mostNodes || levels >= 3 * deepestYaml)
      throw new NestedTooDeep('aliases make too much of it');
    return { nodes, levels: levels + 1 };
  };
  /** The parts of a node, once aliases are replaced among them. */
  const settleParts = (node: unknown): readonly unknown[] => {
    if (isPair(node)) {
      node.key = settle(node.key);
      node.value = settle(node.value);
      return [node.key, node.value];
    }
    if (isMap(node)) return node.items.map(settle);
    if (!isSeq(node)) return [];
    node.items = node.items.map(settle);
    return node.items;
  };
  settle(contents);
}
