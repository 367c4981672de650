/** How the files of one training are read. */
import * as v from 'valibot';
import { choice, standardOf, yesNo } from './option';

export const filesTable = v.strictObject({
  frontMatter: yesNo({ standard: false, flag: '--without-front-matter', topic: 'text', words: 'option.frontMatter' }),
  licence: yesNo({ standard: false, flag: '--without-licence', topic: 'text', words: 'option.licence' }),
  markup: yesNo({ standard: false, flag: '--without-markup', topic: 'text', words: 'option.markup' }),
  heldOut: choice(['ends', 'files'], {
    standard: 'ends',
    flag: '--hold-out <what>',
    topic: 'text',
    words: 'option.heldOutFiles',
  }),
});

export type FilesOptions = v.InferOutput<typeof filesTable>;

export const defaultFilesOptions: FilesOptions = v.parse(filesTable, standardOf(filesTable));
