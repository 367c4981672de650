/** Ranges of options, and errors of wrong values. */
export const options = {
  'option.wrong': '{option:name} must be {range:message}, not {value:name}.',
  'option.missing': '{option:name} must be {range:message}, but is missing.',
  'option.unknown': 'There is no option "{option:name}".',
  'option.noObject': '{option:name} must be an object of options.',
  'option.former': 'Use {name:name} instead.',
  'option.hint.flag': 'Add --help to see all options.',
  'option.hint.setting': 'Change it in the settings.',
  'option.range.whole': 'a whole number from {from:text} to {to:text}',
  'option.range.real': 'a number from {from:text} to {to:text}',
  'option.range.above': 'a number above {from:text}, up to {to:text}',
  'option.range.choice': 'one of {values:text}',
  'option.range.boolean': 'true or false',
  'option.range.texts': 'a list of texts',
  'option.range.text': 'a text',
  'option.range.separator': 'a character or a few, or tab, comma, semicolon, bar or space',
} as const;
