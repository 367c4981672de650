/** What went wrong, and what to do next. */
export const errors = {
  'error.unexpected': 'Something unexpected happened: {text:text}. Try again; the log has the details.',
  'error.excluded': '"{name:name}" is excluded by the setting unroll.exclude. Change the setting if it may be read.',
  'error.selectionTooLong':
    'The selection has {characters:integer} characters, and {most:integer} are the most that can be translated at once. Select less of the text.',
} as const;
