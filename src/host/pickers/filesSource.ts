/** Asks for several files: a folder, the selection of the explorer or a pattern. The files that will be read are shown before. */
import { basename, dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { defaultFilesOptions, type FilesOptions } from '../../options/files';
import { readOptions } from '../../options/read';
import { UnrollError } from '../../protocol/errors';
import type { FilesContents, FoundFile, FilesSource, TextSource } from '../../protocol/textSource';
import { given, isList, isSomething, isText } from '../given';
import { withLateProgress } from '../lateProgress';
import { inform } from '../notify';
import type { Services } from '../services';
import { readExcluded } from '../settings';
import { leftOutOf, noFiles } from '../../words/foundFiles';
import { message, plain, type Line } from '../words';
import { askInTurn, type Answer } from './askInTurn';
import { chosenEncoding } from './editorEncoding';
import { pickMany, pickOne, type Choice } from './questions';
import { pickText, refuseBlank, textArguments, type PickedText } from './textSource';

/** Where files are searched for. */
interface Places {
  base: string;
  /** Files, folders and patterns, relative to the base. */
  places: string[];
}

type Source = TextSource & FilesSource;

/**
 * One text, or several files if a folder or several files are given.
 * @param argument as of `pickText`, or `{ files: { base, places, reading } }` in place of questions; without
 *   `reading` only the first question is skipped
 * @param selection the selected files and folders of the explorer
 */
export async function pickTextOrFiles(
  { inference }: Pick<Services, 'inference'>,
  argument: unknown,
  selection: unknown,
): Promise<PickedText | undefined> {
  const passed = passedFiles(argument);
  const places = passed ?? (await placesOf(argument, selection));
  if (!places) return pickText(textArguments(argument));
  const scope = vscode.Uri.file(places.base);
  const exclude = [...readExcluded(scope), ...excludedByEditor(scope)];
  const search = { base: places.base, places: places.places, exclude };
  const found = await withLateProgress(message('files.finding'), ({ token }) =>
    inference.request('findFiles', search, token),
  );
  const { files } = found;
  const leftOut = leftOutOf(found);
  if (files.length === 0) throw noFiles(nameOf(places), leftOut);
  for (const notice of leftOut) void inform(notice);
  const source = (chosen: readonly FoundFile[], reading: FilesOptions): Source => ({
    kind: 'files',
    name: nameOf(places),
    base: places.base,
    files: chosen.map(({ name, bytes }) => ({ name, bytes, ...encodingOf(places.base, name) })),
    reading,
  });
  await refuseBlank({ source: source(files, defaultFilesOptions), scope });
  if (passed?.reading) {
    const likely = files.filter(file => file.likely);
    return { source: source(likely, passed.reading), scope };
  }
  const inspect = (chosen: readonly FoundFile[]): Promise<FilesContents> =>
    withLateProgress(message('files.inspecting'), ({ token }) =>
      inference.request('inspectFiles', { source: source(chosen, defaultFilesOptions) }, token),
    );
  const answers = await ask(files, nameOf(places), inspect);
  return answers && { source: source(answers.files, answers.reading), scope };
}

function passedFiles(argument: unknown): (Places & { reading?: FilesOptions }) | undefined {
  const files = given(argument, 'files', isSomething);
  const [base, places] = [given(files, 'base', isText), given(files, 'places', isList)];
  if (base === undefined || !places) return undefined;
  const reading = given(files, 'reading', isSomething);
  return {
    ...{ base, places: places.map(String) },
    ...(reading === undefined ? {} : { reading: readOptions('files', reading) }),
  };
}

/** Undefined for a single text. */
async function placesOf(argument: unknown, selection: unknown): Promise<Places | undefined> {
  const uris = Array.isArray(selection) ? selection.filter(item => item instanceof vscode.Uri) : [];
  if (uris.length < 2) {
    if (!(argument instanceof vscode.Uri)) return undefined;
    const { type } = await vscode.workspace.fs.stat(argument);
    if (!(type & vscode.FileType.Directory)) return undefined;
    uris.splice(0, uris.length, argument);
  }
  return placesAt(uris);
}

/** @throws UnrollError for a URI that is not on this machine's disk */
function placesAt(uris: readonly vscode.Uri[]): Places {
  if (uris.some(({ scheme }) => scheme !== 'file'))
    throw new UnrollError('file-unreadable', message('files.onDiskOnly'));
  const paths = uris.map(({ fsPath }) => fsPath);
  const [first = ''] = paths;
  if (paths.length === 1) return { base: first, places: ['.'] };
  let base = dirname(first);
  while (paths.some(path => !path.startsWith(base + sep)) && dirname(base) !== base) base = dirname(base);
  return { base, places: paths.map(path => relative(base, path)) };
}

const nameOf = ({ base }: Places): string => basename(base) || 'files';

/** Files that the editor hides are not read. */
function excludedByEditor(scope: vscode.Uri): string[] {
  const hidden = vscode.workspace.getConfiguration('files', scope).get<Record<string, unknown>>('exclude', {});
  return Object.entries(hidden).flatMap(([pattern, on]) => (on === true ? [pattern, `${pattern}/**`] : []));
}

function encodingOf(base: string, name: string): { encoding?: string } {
  const encoding = chosenEncoding(vscode.Uri.joinPath(vscode.Uri.file(base), name));
  return encoding === undefined ? {} : { encoding };
}

interface Answers {
  files: readonly FoundFile[];
  reading: FilesOptions;
}

type Kind = keyof FilesContents['found'];

async function ask(
  files: readonly FoundFile[],
  name: string,
  inspect: (chosen: readonly FoundFile[]) => Promise<FilesContents>,
): Promise<Answers | undefined> {
  const title = (step: number): string => plain(message('files.title', { name, step, steps: 3 }));
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const start: Answers = { files: files.filter(({ likely }) => likely), reading: defaultFilesOptions };
  return askInTurn<Answers>(
    [
      soFar => {
        const lines = files.map((file): Line & { file: FoundFile } => ({
          file,
          label: message('name', { name: file.name }),
          description: message('files.share', { size: file.bytes, share: file.bytes / Math.max(1, all) }),
        }));
        const isChosen = ({ file }: { file: FoundFile }): boolean => soFar.files.includes(file);
        return pickMany<Answers, (typeof lines)[number]>(title(1), message('files.which'), lines, isChosen, chosen =>
          chosen.length === 0 ? undefined : { files: chosen.map(({ file }) => file) },
        );
      },
      async soFar => askWhatToLeaveOut(title(2), await inspect(soFar.files), soFar),
      soFar =>
        soFar.files.length < 2
          ? Promise.resolve('skip')
          : pickOne(title(3), message('files.holdOut'), heldOutChoices(soFar)),
    ],
    start,
  );
}

/** Licences and front matter are left out by default; markup is kept, because it may be what the model should learn. */
const usuallyLeftOut: readonly Kind[] = ['frontMatter', 'licence'];

async function askWhatToLeaveOut(
  title: string,
  { found }: FilesContents,
  { reading }: Answers,
): Promise<Answer<Answers>> {
  const kinds = (['frontMatter', 'licence', 'markup'] as const).filter(kind => found[kind]);
  if (kinds.length === 0) return 'skip';
  const lines = kinds.map((kind): Line & { kind: Kind } => {
    const { files, characters, example } = found[kind]!;
    return {
      kind,
      label: message(`files.${kind}.title`),
      description: message('files.found', { count: files, characters }),
      detail: message('text', { text: example }),
    };
  });
  const isChosen = ({ kind }: { kind: Kind }): boolean => usuallyLeftOut.includes(kind);
  return pickMany<Answers, (typeof lines)[number]>(title, message('files.leaveOut'), lines, isChosen, chosen => {
    const isLeftOut = (kind: Kind): boolean => chosen.some(line => line.kind === kind);
    return {
      reading: {
        ...reading,
        frontMatter: isLeftOut('frontMatter'),
        licence: isLeftOut('licence'),
        markup: isLeftOut('markup'),
      },
    };
  });
}

const heldOutChoices = ({ reading }: Answers): Choice<Answers>[] =>
  (['ends', 'files'] as const).map(heldOut => ({
    answer: { reading: { ...reading, heldOut } },
    label: message(`files.holdOut.${heldOut}`),
    detail: message(`files.holdOut.${heldOut}.detail`),
  }));
