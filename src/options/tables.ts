/** What a person may say of a table of text, whatever is in it; the rest is found. The fields of `AskedForm` of text/tables. */
import { separator, yesNo, type Topic } from './option';

export const formEntries = (topic: Topic) => ({
  separator: separator({
    standard: '',
    beforeItExisted: '',
    flag: '--separator <character>',
    topic,
    words: 'option.separator',
  }),
  header: yesNo({ standard: false, beforeItExisted: false, flag: '--header', topic, words: 'option.header' }),
  headless: yesNo({
    standard: false,
    beforeItExisted: false,
    flag: '--without-header',
    topic,
    words: 'option.headless',
  }),
});
