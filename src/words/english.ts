/** Every sentence that a person reads, in English: the catalogue that other languages translate, and what they fall back to. */
import { editor } from './english/editor';
import { errors } from './english/errors';
import { general } from './english/general';
import type { Catalogue } from './template';

export const english = { ...general, ...editor, ...errors } as const satisfies Catalogue;
