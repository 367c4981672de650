/** The version of package.json (a test compares the two). */
export const unrollVersion = '0.1.0';
