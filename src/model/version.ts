/** Our own version, equal to package.json's by test. */
export const version = '0.1.0';

/** How a workflow names the action. */
export const actionReference = 'owner/deep-review@v1';
