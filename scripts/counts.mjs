/** What tests have come to. */

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Count */

export const nothing = () => /** @type {Count} */ ({ passed: 0, failed: 0, skipped: [] });

/** @param {Count[]} counts @returns {Count} */
export const sum = counts => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  skipped: counts.flatMap(({ skipped }) => skipped),
});
