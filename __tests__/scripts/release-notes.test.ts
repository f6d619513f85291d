import { describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { releaseNotes } from '../../scripts/release-notes.mjs';

const changelog = `# Changelog

## Unreleased

- Later.

## 1.2.3 (2027-01-31)

- Do this.
- Do that.

## 1.2.30

- Not this.
`;

describe('releaseNotes', () => {
  test('takes the section of the version, and no other', () => {
    expect(releaseNotes('v1.2.3', '1.2.3', changelog)).toBe('- Do this.\n- Do that.');
    expect(releaseNotes('v1.2.30', '1.2.30', changelog)).toBe('- Not this.');
  });

  test('refuses a tag that is not the version, and a version without a section', () => {
    expect(() => releaseNotes('v1.2.4', '1.2.3', changelog)).toThrow(/tag is v1\.2\.4/);
    expect(() => releaseNotes('v1.2', '1.2', changelog)).toThrow(/no section "## 1\.2"/);
  });
});
