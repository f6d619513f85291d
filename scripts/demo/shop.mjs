// The made-up change of the demo: a shop whose coupons learn to take off a share. Files by path, before and after.

export const before = {
  'package.json': `{
  "name": "shop",
  "private": true,
  "type": "module",
  "scripts": {
    "test": "node --test"
  }
}
`,
  'src/cart.js': `/** What a cart costs in cents, with what its coupon takes off. */
export function totalOf(items, coupon) {
  const sum = items.reduce((total, { price, quantity }) => total + price * quantity, 0);
  if (!coupon || coupon.expires < Date.now()) return sum;
  return Math.max(0, sum - coupon.cents);
}
`,
  'src/checkout.js': `import { totalOf } from './cart.js';

/** Charges a customer for a cart; \`code\` is of a coupon, or empty. */
export async function checkout(cart, code, api) {
  const coupon = code ? await api.coupon(code) : null;
  const total = totalOf(cart.items, coupon);
  await api.charge(cart.customer, total);
  return total;
}
`,
  'test/cart.test.js': `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { totalOf } from '../src/cart.js';

const items = [{ price: 250, quantity: 2 }];

describe('totalOf', () => {
  it('adds up', () => assert.equal(totalOf(items, null), 500));
  it('takes a coupon off', () =>
    assert.equal(totalOf(items, { cents: 100, expires: Date.now() + 1000 }), 400));
});
`,
};

export const after = {
  'src/cart.js': `/** What a cart costs in cents, with what its coupon takes off. */
export function totalOf(items, coupon) {
  const sum = items.reduce((total, { price, quantity }) => total + price * quantity, 0);
  if (!coupon) return sum;
  return sum - discountOf(sum, coupon);
}

/** Cents of a sum that a coupon takes off: an amount, or a share of it. */
export function discountOf(sum, { cents, percent }) {
  return percent ? Math.round((sum * percent) / 100) : cents;
}
`,
  'src/checkout.js': `import { totalOf } from './cart.js';

/** Charges a customer for a cart; \`code\` is of a coupon, or empty. */
export async function checkout(cart, code, api) {
  const coupon = code ? await api.coupon(code) : null;
  const total = totalOf(cart.items, coupon);
  await api.charge(cart.customer, total);
  await api.markUsed(coupon.code);
  return total;
}
`,
  'test/cart.test.js': `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { discountOf, totalOf } from '../src/cart.js';

const items = [{ price: 250, quantity: 2 }];

describe('totalOf', () => {
  it('adds up', () => assert.equal(totalOf(items, null), 500));
  it('takes a coupon off', () =>
    assert.equal(totalOf(items, { cents: 100, expires: Date.now() + 1000 }), 400));
  it.only('takes a share off', () => assert.equal(discountOf(500, { percent: 20 }), 100));
});
`,
};
