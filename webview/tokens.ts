/** Makes tokens visible. */

import { say } from './words';

const names = { ' ': 'page.token.space', '\n': 'page.token.lineEnd', '\t': 'page.token.tab' } as const;

const isNamed = (token: string): token is keyof typeof names => Object.hasOwn(names, token);

export const visibleToken = (token: string): string =>
  isNamed(token) ? say(names[token]) : token.replaceAll(' ', '␣').replaceAll('\n', '↵');
