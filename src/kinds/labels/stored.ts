/** What the folder of a model that labels texts holds: the vocabulary of its tokens, then its labels behind `<unk>`. */
import type { StoredKind } from '../../store/models';
import { labelParameterShapes } from './network/shape';
import { statisticsShapes } from './statistics';

/** How far naive Bayes, regression and the network are believed. */
export const trustShape = { name: 'trust', shape: [3] };

export const storedLabelModel: StoredKind<'labels'> = {
  kind: 'labels',
  vocabularies: 2,
  tensors: ({ options }, [vocabularySize = 0, labels = 1]) => {
    const classes = labels - 1;
    const network = labelParameterShapes({ ...options.network, vocabularySize, classes });
    return [...network, ...statisticsShapes(classes), trustShape];
  },
};
