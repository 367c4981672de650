import type { CopiedPassage } from '../protocol/metrics';

export const copiedSentence = ({ characters, share }: CopiedPassage): string =>
  `The longest passage of the sample that is copied from the text has ${characters} character${characters === 1 ? '' : 's'} (${Math.round(100 * share)}% of it).`;
