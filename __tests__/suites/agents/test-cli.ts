import { afterAll, describe } from 'vitest';
import { testAnswers } from './answers.ts';
import { testBlinding } from './blinding.ts';
import { testBriefs } from './briefs.ts';
import { testFixedPlaces } from './fixed-places.ts';
import { testParents } from './parents.ts';
import { testPreflight } from './preflight.ts';
import { testProtection } from './protection.ts';
import { testReadings } from './readings.ts';
import { startStub } from './stub/server.ts';
import { requireClis, subjectOf } from './subjects.ts';
import { testTokens } from './tokens.ts';

/** Puts one real CLI to every test; each has a file of its own, so that they are tested side by side. */
export async function testCli(program: string): Promise<void> {
  requireClis();
  const subject = subjectOf(program);
  const server = await startStub();
  afterAll(() => server.close());
  describe('preflight', () => testPreflight(subject));
  describe('briefs', () => testBriefs(server, subject));
  describe('answers', () => testAnswers(server, subject));
  describe('tokens', () => testTokens(server, subject));
  describe('readings', () => testReadings(server, subject));
  describe('blinding', () => testBlinding(server, subject));
  describe('parents', () => testParents(server, subject));
  describe('fixed places', () => testFixedPlaces(server, subject));
  describe('protection', () => testProtection(server, subject));
}
