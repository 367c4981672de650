/** What a source of a text must be like, wherever it comes from: a request, or what a workspace remembers. */
import * as v from 'valibot';
import type { TextSource } from '../protocol/textSource';

const named = { name: v.string(), uri: v.exactOptional(v.string()) };
const encoding = v.exactOptional(v.string());
export const filesSource = v.strictObject({
  kind: v.literal('files'),
  base: v.string(),
  files: v.array(
    v.strictObject({
      name: v.string(),
      bytes: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
      encoding,
    }),
  ),
  reading: v.unknown(),
  ...named,
});
export const textSource: v.GenericSchema<TextSource> = v.variant('kind', [
  v.strictObject({ kind: v.literal('text'), text: v.string(), ...named }),
  v.strictObject({
    kind: v.literal('file'),
    path: v.string(),
    encoding,
    exclude: v.exactOptional(v.array(v.string())),
    ...named,
  }),
  filesSource,
]);
