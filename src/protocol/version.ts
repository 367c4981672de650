/** The version of package.json (a test holds them together). */
export const unrollVersion = '0.1.0';
