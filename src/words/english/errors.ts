/** What went wrong, and what to do next. */
export const errors = {
  'error.unexpected': 'Something unexpected happened: {text:text}. Try again; the log has the details.',
} as const;
