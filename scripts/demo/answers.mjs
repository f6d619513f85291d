// What the agents of the demo say: three reviews of one change, and how they rule on each other's findings.

const citation = (path, line, quote, side = 'new') => ({
  ...{ kind: 'citation', path, line, side, quote },
  ...{ command: null, output: null, text: null },
});

const finding = (severity, kind, title, [path, startLine, endLine, quote], more) => ({
  ...{ severity, kind, title, path, startLine, endLine, quote },
  ...{ evidence: [], fix: null, patch: null, repro: null },
  ...more,
});

const review = (summary, findings, more) => ({
  ...{ summary, findings },
  design: { concerns: [], strengths: [] },
  testing: { assessment: '', untested: [] },
  ...{ documentation: '', commits: '', limitations: [] },
  coverage: ['src/cart.js', 'src/checkout.js', 'test/cart.test.js'].map((path) => ({ path, status: 'read' })),
  ...more,
});

const places = {
  total: ['src/cart.js', 4, 5, '  if (!coupon) return sum;\n  return sum - discountOf(sum, coupon);'],
  expiry: ['src/cart.js', 4, 4, '  if (!coupon) return sum;'],
  floor: ['src/cart.js', 5, 5, '  return sum - discountOf(sum, coupon);'],
  used: ['src/checkout.js', 8, 8, '  await api.markUsed(coupon.code);'],
  share: ['src/cart.js', 10, 10, '  return percent ? Math.round((sum * percent) / 100) : cents;'],
};

const expiryScript = `node --input-type=module -e "
import { totalOf } from './src/cart.js';
const expired = { cents: 100, expires: Date.now() - 1000 };
const total = totalOf([{ price: 250, quantity: 2 }], expired);
if (total !== 500) { console.log('REPRO: an expired coupon took ' + (500 - total) + ' cents off'); process.exit(1); }
"`;

const floorScript = `node --input-type=module -e "
import { totalOf } from './src/cart.js';
const total = totalOf([{ price: 50, quantity: 1 }], { cents: 100, expires: Date.now() + 60000 });
if (total < 0) { console.log('REPRO: the customer is charged ' + total + ' cents'); process.exit(1); }
"`;

const usedScript = `node --input-type=module -e "
import { checkout } from './src/checkout.js';
const charged = [];
const api = { charge: async (_, cents) => charged.push(cents), markUsed: async () => {}, coupon: async () => null };
await checkout({ items: [{ price: 250, quantity: 2 }], customer: 'ada' }, '', api).catch((error) => {
  if (!(error instanceof TypeError) || charged.length === 0) throw error;
  console.log('REPRO: charged ' + charged[0] + ' cents, then failed: ' + error.message);
  process.exit(1);
});
"`;

/** One patch for each of the three, as `git diff` would write it. */
const patches = {
  expiry: `--- a/src/cart.js
+++ b/src/cart.js
@@ -1,6 +1,6 @@
 /** What a cart costs in cents, with what its coupon takes off. */
 export function totalOf(items, coupon) {
   const sum = items.reduce((total, { price, quantity }) => total + price * quantity, 0);
-  if (!coupon) return sum;
+  if (!coupon || coupon.expires < Date.now()) return sum;
   return sum - discountOf(sum, coupon);
 }
`,
  floor: `--- a/src/cart.js
+++ b/src/cart.js
@@ -2,5 +2,5 @@
 export function totalOf(items, coupon) {
   const sum = items.reduce((total, { price, quantity }) => total + price * quantity, 0);
   if (!coupon) return sum;
-  return sum - discountOf(sum, coupon);
+  return Math.max(0, sum - discountOf(sum, coupon));
 }
`,
  used: `--- a/src/checkout.js
+++ b/src/checkout.js
@@ -5,6 +5,6 @@
   const coupon = code ? await api.coupon(code) : null;
   const total = totalOf(cart.items, coupon);
   await api.charge(cart.customer, total);
-  await api.markUsed(coupon.code);
+  if (coupon) await api.markUsed(coupon.code);
   return total;
 }
`,
};

/** By agent. */
export const reviews = {
  claude: review(
    'Coupons may now take off a share. On the way the check of the expiry date went away, and a checkout without a coupon fails after the charge.',
    [
      finding('critical', 'regression', 'Expired coupons are accepted again', places.expiry, {
        explanation:
          'Until now a coupon whose `expires` had passed took nothing off. The condition was removed together with the old subtraction, and nothing else in the repository looks at `expires`: every coupon ever issued is worth money again.',
        evidence: [
          citation('src/cart.js', 4, '  if (!coupon || coupon.expires < Date.now()) return sum;', 'old'),
        ],
        fix: 'Keep the comparison with the clock in the early return.',
        patch: patches.expiry,
        repro: { script: expiryScript, needs: null, shows: 'An expired coupon lowers the total.' },
      }),
      finding('important', 'regression', 'A checkout without a coupon fails after the charge', places.used, {
        explanation:
          '`coupon` is null where the cart has no code, so `coupon.code` throws. The customer was charged one line earlier and sees an error.',
        evidence: [citation('src/checkout.js', 5, '  const coupon = code ? await api.coupon(code) : null;')],
        fix: 'Mark the coupon as used only where there is one.',
        patch: patches.used,
        repro: { script: usedScript, needs: null, shows: 'The customer is charged and the call fails.' },
      }),
    ],
    {
      design: {
        concerns: [{ text: 'Who marks a coupon as used when the charge fails half-way?', scope: 'future' }],
        strengths: ['`discountOf` is pure and has one reason to change.'],
      },
      testing: {
        assessment: 'The share is tested; neither the expiry date nor the checkout is.',
        untested: [{ risk: 'high', scenario: 'An expired coupon' }],
      },
    },
  ),
  codex: review(
    'The new discount is right for shares. Expired coupons count again.',
    [
      finding('critical', 'regression', 'The expiry date of coupons is no longer checked', places.total, {
        explanation:
          'The head drops `coupon.expires < Date.now()` from the early return, so `totalOf` takes the discount of expired coupons off.',
        evidence: [citation('src/cart.js', 4, '  if (!coupon) return sum;')],
        fix: 'Restore the check.',
      }),
      finding('important', 'gap', 'A share leaves fractions of a cent in the total', places.floor, {
        explanation:
          '20 per cent of 333 cents are 66.6, so `totalOf` returns a fraction and the charge is refused.',
        fix: 'Round the discount.',
      }),
    ],
    {
      testing: {
        assessment: '',
        untested: [{ risk: 'medium', scenario: 'A share above 100 per cent' }],
      },
    },
  ),
  gemini: review(
    'A percentage was added. Totals may become negative, and `percent: 0` is read as an amount.',
    [
      finding('important', 'regression', 'A coupon above the sum makes the total negative', places.floor, {
        explanation:
          'The `Math.max(0, …)` around the subtraction is gone. A coupon of 1.00 on a cart of 0.50 charges −50 cents, which the payment service books as a refund.',
        evidence: [citation('src/cart.js', 5, '  return Math.max(0, sum - coupon.cents);', 'old')],
        fix: 'Keep the floor of zero.',
        patch: patches.floor,
        repro: { script: floorScript, needs: null, shows: 'The total is below zero.' },
      }),
      finding('suggestion', 'gap', 'A share of zero is read as an amount', places.share, {
        explanation:
          '`percent` is tested for truth, so a coupon of 0 per cent falls through to `cents`, which it does not have.',
        evidence: [],
        fix: 'Compare with undefined.',
        patch: null,
      }),
    ],
    { design: { concerns: [], strengths: ['The change is small and has a test.'] } },
  ),
};

const ruling = (value, severity, kind, reason, evidence) => ({
  ...{ ruling: value, severity, kind, reason, evidence },
  ...{ missing: null, repro: null },
});

/** By words of a finding's title: what any other agent finds of it in the code. */
export const rulings = {
  'expir|coupons are accepted': {
    ...ruling(
      'confirmed',
      'critical',
      'regression',
      'The merge base returned the plain sum for an expired coupon; the head has no other look at `expires`.',
      [
        citation('src/cart.js', 4, '  if (!coupon || coupon.expires < Date.now()) return sum;', 'old'),
        citation('src/cart.js', 4, '  if (!coupon) return sum;'),
      ],
    ),
    repro: 'shows',
  },
  negative: {
    ...ruling(
      'confirmed',
      'important',
      'regression',
      'The floor was removed, and nothing between here and the charge has one.',
      [
        citation('src/cart.js', 5, '  return sum - discountOf(sum, coupon);'),
        citation('src/checkout.js', 7, '  await api.charge(cart.customer, total);'),
      ],
    ),
    repro: 'shows',
  },
  'after the charge': {
    ...ruling(
      'confirmed',
      'important',
      'regression',
      'Without a code `coupon` is null, and the charge is made before it is read.',
      [
        citation('src/checkout.js', 5, '  const coupon = code ? await api.coupon(code) : null;'),
        citation('src/checkout.js', 8, '  await api.markUsed(coupon.code);'),
      ],
    ),
    repro: 'shows',
  },
  fractions: ruling(
    'refuted',
    null,
    null,
    '`discountOf` rounds the share to whole cents with `Math.round` before it is taken off.',
    [citation('src/cart.js', 10, places.share[3])],
  ),
  focused: ruling(
    'confirmed',
    'important',
    'regression',
    '`it.only` keeps the two other tests from running.',
    [
      citation(
        'test/cart.test.js',
        11,
        "  it.only('takes a share off', () => assert.equal(discountOf(500, { percent: 20 }), 100));",
      ),
    ],
  ),
};
