/** Text of others, and words that stand everywhere. */
export const general = {
  text: '{text:text}',
  name: '{name:name}',
  sentences: '{sentences:message}',
  parts: '{parts:dots}',
  'action.showLog': 'Show Log',
} as const;
