/** All sentences for people, in English: the catalogue that is translated to other languages, and the fallback for missing translations. */
import { editor } from './english/editor';
import { errors } from './english/errors';
import { general } from './english/general';
import { help } from './english/help';
import { inside } from './english/inside';
import { labels } from './english/labels';
import { labelsEditor } from './english/labelsEditor';
import { models } from './english/models';
import { moreTraining } from './english/moreTraining';
import { options } from './english/options';
import { optionNames } from './english/optionNames';
import { optionSentences } from './english/optionSentences';
import { page } from './english/page';
import { predictor } from './english/predictor';
import { runs } from './english/runs';
import { series } from './english/series';
import { seriesEditor } from './english/seriesEditor';
import { surprise } from './english/surprise';
import { terminal } from './english/terminal';
import { training } from './english/training';
import type { Catalogue } from './template';

export const english = {
  ...general,
  ...editor,
  ...models,
  ...moreTraining,
  ...labels,
  ...labelsEditor,
  ...series,
  ...seriesEditor,
  ...training,
  ...runs,
  ...predictor,
  ...surprise,
  ...inside,
  ...page,
  ...terminal,
  ...help,
  ...options,
  ...optionNames,
  ...optionSentences,
  ...errors,
} as const satisfies Catalogue;
