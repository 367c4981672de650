/** Sentences on models that label texts. */
export const labels = {
  'model.labels': 'Labels, {cell:message} and statistics, {layers:message}',
  'model.accuracy': '{share:percent} right',
  'baseline.regression': 'Logistic regression on words and letters',
  'baseline.bayes': 'Naive Bayes on words',

  'note.labelsDropped': {
    one: '{count:integer} row without a label or a text was left out (row {line:integer}).',
    other: '{count:integer} rows without a label or a text were left out, the first of them row {line:integer}.',
  },
  'note.labelColumns':
    'Labels in column {label:name}, texts in column {text:name}, separated by {separator:message}. The first: {firstLabel:name} → {firstText:name}',
  'note.labelFields':
    'Labels in the field {label:name}, texts in the field {text:name}. The first: {firstLabel:name} → {firstText:name}',
  'note.filesPassedOver': {
    one: '{count:integer} file is empty or could not be read as a text, and was passed over.',
    other: '{count:integer} files are empty or could not be read as texts, and were passed over.',
  },
  'note.labelsLeftOut': {
    one: '{count:integer} label has fewer than 3 texts and was left out: {labels:list}.',
    other: '{count:integer} labels have fewer than 3 texts and were left out: {labels:list}.',
  },
  'note.labelsSmall': {
    one: '{count:integer} label has few texts; expect little of it: {labels:list}.',
    other: '{count:integer} labels have few texts; expect little of them: {labels:list}.',
  },
  'note.labelsUneven':
    'The labels are uneven: {label:name} has {times:integer} times the texts of the rarest. Look at precision and recall, not at the share that is right.',
  'note.similarTexts': {
    one: '{count:integer} text says nearly the same as another; such texts are never on both sides of the split.',
    other: '{count:integer} texts say nearly the same as others; such texts are never on both sides of the split.',
  },
  'note.labelsGrown': {
    one: '{count:integer} label is new to the model: {labels:list}.',
    other: '{count:integer} labels are new to the model: {labels:list}.',
  },
  'note.labelsUnknownTokens':
    'The network reads these texts with the tokens it knows, which leaves {share:percent} of them unknown; the statistics are learned anew from these texts.',
  'note.learnedUnknown':
    'Which texts the earlier model has learned from is not kept with it: where some of them are among these, the figures may be too good.',
  'error.labelsForgotten': {
    one: '"{name:name}" has fewer than {fewest:integer} texts of a label that "{model:name}" knows, and would unlearn: {labels:list}. Add such texts, or train a new model on this file.',
    other:
      '"{name:name}" has fewer than {fewest:integer} texts of {count:integer} labels that "{model:name}" knows, and would unlearn: {labels:list}. Add such texts, or train a new model on this file.',
  },
  'note.nothingToJudge': 'Nothing is kept aside, so nobody knows how good the model is.',

  'error.noLabelTable':
    '"{name:name}" is not a table of labels and texts. It can be a CSV or TSV with a column of each, lines of label, tab, text, JSON objects, one a line, or a folder with a folder a label.',
  'error.noLabelColumn':
    'No column of "{name:name}" looks like labels: short, and shared by several texts. [[Name it with --label-column.|Give several texts the same short label.]] Columns: {columns:text}.',
  'error.noTextColumn':
    'No column of "{name:name}" looks like texts: words in most rows. [[Name it with --text-column.|Add a column of texts.]] Columns: {columns:text}.',
  'error.noSuchColumn': '"{name:name}" has no column {asked:name}. Its columns: {columns:text}.',
  'error.noLabelFolders':
    'The folder "{name:name}" holds no folders with texts in them. Put the texts of each label into a folder of its name.',
  'error.onlyLabel':
    'All texts of "{name:name}" have the label {label:name} (column {column:name}), so there is nothing to tell apart. Add texts with another label.',
  'error.oneLabel':
    '"{name:name}" has no two labels with at least {fewest:integer} texts each, so there is nothing to tell apart. Add texts, or choose another column.',
  'error.tooManyLabels':
    '"{name:name}" has {count:integer} labels; at most {most:integer} can be learned. Is this the column of labels?',
  'error.noKnownLabel': '"{name:name}" has none of the labels that "{model:name}" knows.',

  'verdict.labels.unjudged': 'Nothing was kept aside, so nobody knows how good it is.',
  'verdict.labels.judged': {
    one: 'Of {count:integer} text that was kept aside, {share:percent} got the right label (95 %: {from:percent} to {to:percent}).',
    other:
      'Of {count:integer} texts that were kept aside, {share:percent} got the right label (95 %: {from:percent} to {to:percent}).',
  },
  'verdict.labels.together':
    'Statistics and network together are better than either: plain statistics alone {statistics:percent}, the network alone {network:percent}.',
  'verdict.labels.network': 'The network won: {network:percent}, plain statistics {statistics:percent}.',
  'verdict.labels.statistics':
    'Plain statistics won: {statistics:percent}, the network {network:percent}. The model relies on them.',
  'verdict.labels.even': 'Plain statistics and the network do equally well: {statistics:percent}.',
  'verdict.labels.guessing': 'Always saying the commonest label would do as well ({share:percent}).',
  'verdict.labels.chance':
    'Always saying the commonest label would get {share:percent}: with so few texts the difference may be chance.',
  'verdict.labels.missed': {
    one: 'It found no text of {count:integer} label: {labels:list}.',
    other: 'It found no text of {count:integer} labels: {labels:list}.',
  },
  'verdict.labels.close': 'With so few texts the difference may be chance.',

  'labels.found': '{texts:integer} texts, {different:integer} labels: {labels:list}',
  'labels.foundColumns':
    'Labels in column {label:name}, texts in column {text:name}: {texts:integer} texts, {different:integer} labels: {labels:list}',
  'labels.count': '{label:name} ({count:integer})',
  'labels.more': '…',
  'labels.sure': '{label:name} ({probability:percent})',
  'labels.unsure': 'not sure: {label:name} ({probability:percent})?',
  'labels.summary':
    '{texts:integer} texts: {share:percent} right (95 %: {from:percent} to {to:percent}), macro F1 {f1:message}, calibration error {error:percent}',
  'labels.evaluated': '{name:name} on {text:name}: {summary:message}.',
  'labels.unknown': {
    one: '{count:integer} text has a label that the model does not know and was left out.',
    other: '{count:integer} texts have labels that the model does not know and were left out.',
  },
  'labels.voice.bayes': 'Naive Bayes',
  'labels.voice.regression': 'Logistic regression',
  'labels.voice.network': 'Network',
  'labels.together': 'Together',
  'labels.label': 'Label',
  'labels.texts': 'Texts',
  'labels.precision': 'Precision',
  'labels.recall': 'Recall',
  'labels.f1': 'F1',
  'labels.accuracy': 'Right',
  'labels.trust': 'Trust',
  'labels.share': '{share:percent}',
  'labels.figure': '{value:decimal}',
  'labels.figureWithin': '{value:decimal} ({from:decimal} to {to:decimal})',
  'labels.within': 'In brackets: where 95 of 100 such figures truly lie.',
} as const;
