/** Tokens that can be seen. */

const names: Readonly<Record<string, string>> = { ' ': '␣ space', '\n': '↵ line end', '\t': '⇥ tab' };

export const visibleToken = (token: string): string => names[token] ?? token.replaceAll(' ', '␣').replaceAll('\n', '↵');
