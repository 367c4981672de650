/** Templates for foreign text, and words used in many places. */
export const general = {
  text: '{text:text}',
  name: '{name:name}',
  sentences: '{sentences:message}',
  parts: '{parts:dots}',
  'action.showLog': 'Show Log',
} as const;
