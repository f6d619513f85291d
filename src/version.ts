/** Our own version, equal to package.json's by test. */
export const version = '0.1.0';
