/** Options on the format of a table as text; the rest is detected. The fields are those of `AskedForm` in text/tables. */
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
