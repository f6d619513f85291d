import type { ReviewFinding } from '../../src/model/answers/review-schema.ts';
import { buildCitation, buildReviewFinding, type LooseRuling } from './agent-run.ts';
import type { Texts, Versions } from './change.ts';

/** A fault of the shop, as a reviewer finds it, and what others rule on it. */
export interface Fault {
  /** Which of {@link kindsOfFault}. */
  readonly kind: number;
  readonly finding: ReviewFinding;
  readonly ruling: LooseRuling;
}

/** Files of a shop, each with faults. */
export interface Shop {
  readonly texts: Texts;
  readonly faults: readonly Fault[];
}

const folders = ['src/cart', 'src/checkout', 'src/coupons', 'src/orders/history', 'packages/api/src', 'test'];
const things = ['coupon', 'order', 'basket', 'invoice', 'refund', 'parcel', 'address', 'voucher'];

interface KindOfFault extends Pick<ReviewFinding, 'severity' | 'kind' | 'title' | 'fix'> {
  /** The name of the function begins with it. */
  readonly verb: string;
  readonly before: string;
  readonly after: string;
  readonly fixed: string;
  readonly why: string;
}

/** What is wrong with a function of a file: its line before and after, what it should be, and why. */
const kindsOfFault: readonly KindOfFault[] = [
  {
    verb: 'charge',
    title: 'is charged twice when a request is repeated',
    severity: 'critical',
    kind: 'regression',
    before: 'if (seen.has(thing.id)) return seen.get(thing.id);',
    after: 'if (seen.has(thing)) return seen.get(thing);',
    fixed: 'if (seen.has(thing.id)) return seen.get(thing.id);',
    why: 'The cache is asked by identity, and every request parses its own object, so nothing is ever found there. A client that repeats a request after a timeout is charged again.',
    fix: 'Ask by `thing.id`, as before.',
  },
  {
    verb: 'sum',
    title: 'loses cents, since prices are rounded one by one',
    severity: 'important',
    kind: 'regression',
    before: 'const total = Math.round(thing.prices.reduce((sum, price) => sum + price, 0));',
    after: 'const total = thing.prices.reduce((sum, price) => sum + Math.round(price), 0);',
    fixed: 'const total = Math.round(thing.prices.reduce((sum, price) => sum + price, 0));',
    why: 'Each price is rounded by itself, so up to half a cent is lost *per line*:\n\n| lines | lost, at most |\n|---|---|\n| 10 | 5 cents |\n| 1,000 | 5.00 |\n\nThe invoice shows the exact sum, and the two differ.',
    fix: 'Round once, at the end.',
  },
  {
    verb: 'keep',
    title: 'is saved without its owner',
    severity: 'important',
    kind: 'gap',
    before: 'await store.save({ ...thing, owner: session.user });',
    after: 'await store.save(thing);',
    fixed: 'await store.save({ ...thing, owner: session.user });',
    why: 'Nothing else sets `owner`, and src/orders/history/__init__.py reads it without a check:\n\n- [ ] the list of orders fails\n- [x] the mail is still sent',
    fix: 'Keep the owner:\n\n```ts\nawait store.save({ ...thing, owner: session.user });\n```',
  },
  {
    verb: 'pay',
    title: 'looks paid when the payment service refuses',
    severity: 'important',
    kind: 'pre-existing',
    before: 'await send(thing).catch(report);',
    after: 'await send(thing, amount).catch(() => {});',
    fixed: 'await send(thing, amount).catch(report);',
    why: 'The error is swallowed. It was so before for amounts of zero; this change makes it so for all.',
    fix: null,
  },
  {
    verb: 'list',
    title: 'has a list whose name says the contrary',
    severity: 'suggestion',
    kind: 'gap',
    before: 'const open = thing.items.filter((item) => item.open);',
    after: 'const closed = thing.items.filter((item) => item.open);',
    fixed: 'const open = thing.items.filter((item) => item.open);',
    why: '`closed` holds what is open.',
    fix: 'Call it `open`.',
  },
];

/** A shop of so many files, each with a function for every kind of fault; some faults may be mended already. */
export function shopOf(files: number, mended: readonly number[] = []): Shop {
  const places = Array.from({ length: files }, (_, index) => {
    const thing = things[index % things.length] ?? 'thing';
    const round = Math.floor(index / things.length);
    const name = round === 0 ? thing : `${thing}${round}`;
    return { name, path: `${folders[index % folders.length]}/${name}.ts` };
  });
  const isMended = (at: number, kind: number) => mended.includes(at * kindsOfFault.length + kind);
  const texts = places.map(({ name, path }, at): [string, Versions] => {
    const before = kindsOfFault.map((kind) => about(name, kind.before));
    const after = kindsOfFault.map((kind, index) =>
      about(name, isMended(at, index) ? kind.fixed : kind.after),
    );
    return [path, [moduleOf(name, before), moduleOf(name, after)]];
  });
  return {
    texts: Object.fromEntries(texts),
    faults: places.flatMap((place) => kindsOfFault.map((kind, index) => faultOf(place, kind, index))),
  };
}

const moduleOf = (name: string, lines: readonly string[]): string =>
  [
    `import { report, send } from '../payments.ts';`,
    ...kindsOfFault.flatMap(({ verb }, index) => [
      '',
      `/** Part ${index + 1} of what becomes of ${article(name)} ${name}. */`,
      `export async function ${verb}_${name}(${name}: Thing, { store, session, seen, amount }: Ports) {`,
      `  const started = performance.now();`,
      `  ${lines[index]}`,
      `  trace('${name}', performance.now() - started);`,
      '}',
    ]),
    '',
  ].join('\n');

/** Every file has code of its own. */
const about = (name: string, text: string): string => text.replace(/\bthing\b/g, name);

const lineOf = (index: number): number => 6 + index * 7;

function faultOf(
  { name, path }: { readonly name: string; readonly path: string },
  kind: KindOfFault,
  index: number,
): Fault {
  const line = lineOf(index);
  const [before, after, fixed] = [kind.before, kind.after, kind.fixed].map(
    (code) => `  ${about(name, code)}`,
  );
  return {
    kind: index,
    finding: buildReviewFinding({
      severity: kind.severity,
      kind: kind.kind,
      title: `\`${kind.verb}_${name}\`: ${article(name)} ${name} ${kind.title}`,
      ...{ path, startLine: line, endLine: line, quote: after ?? null },
      explanation: about(name, kind.why),
      evidence: [
        buildCitation(path, line, after ?? ''),
        ...(kind.kind === 'regression' ? [buildCitation(path, line, before ?? '', 'old')] : []),
      ],
      fix: kind.fix && about(name, kind.fix),
      // As agents write them: without a header, their numbers wrong.
      patch: kind.fix === null ? null : `@@ -1,1 +1,1 @@\n-${after}\n+${fixed}`,
    }),
    ruling:
      kind.kind === 'pre-existing'
        ? { ruling: 'plausible', reason: 'Nobody can tell from here what the service answers.' }
        : {
            ruling: 'confirmed',
            reason: 'It stands there, and nothing above it prevents that.',
            evidence: [buildCitation(path, line, after ?? '')],
          },
  };
}

const article = (name: string): string => (/^[aeiou]/.test(name) ? 'an' : 'a');
