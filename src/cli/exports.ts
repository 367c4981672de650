/** `unroll export` and `import`: the curves of a run for a spreadsheet, a program or TensorBoard; a model as one file and back. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import { runCsv } from '../exports/csv';
import { runEvents } from '../exports/tensorboard';
import { writeOutput } from '../store/output';
import { importModel } from '../kinds/implementations';
import { exportModel } from '../store/archive';
import { readContents } from '../store/manifest';
import { examples, type CommandLine } from './flags';
import type { FlagValues } from './optionFlags';
import { message } from '../words/message';
import { say } from './terminal';
import { folderOf, hasWeights } from './usingModel';

const formats = ['csv', 'json', 'tensorboard', 'model'] as const;
const standardFormat: (typeof formats)[number] = 'csv';

const formatHelp = (): string =>
  say('help.default', {
    words: message('help.choices', { words: message('help.export.format'), values: formats.join(', ') }),
    standard: standardFormat,
  });

export function addExportCommand({ command, folderOption, runs, terminal }: CommandLine): void {
  command('export', say('help.export'))
    .argument('<model>', say('help.argument.model'))
    .addOption(new Option('--format <kind>', formatHelp()).choices(formats).default(standardFormat))
    .addOption(new Option('-o, --output <file>', say('help.export.output')).makeOptionMandatory())
    .addOption(folderOption('--models <folder>'))
    .addHelpText(
      'after',
      examples(
        'unroll export notes -o notes.csv',
        'unroll export notes --format json -o run.json',
        'unroll export notes --format model -o notes.unroll',
      ),
    )
    .action(
      runs(async (model: string, values: FlagValues) => {
        const target = resolve(String(values['output']));
        const folder = await folderOf(model, hasWeights, values, terminal);
        await write(folder, formats.find(known => known === values['format']) ?? 'csv', target);
        terminal.print(say('export.done', { name: target }));
        return 0;
      }),
    );

  command('import', say('help.import'))
    .argument('<file>', say('help.import.file'))
    .addOption(folderOption('--out <folder>'))
    .addHelpText('after', examples('unroll import notes.unroll'))
    .action(
      runs(async (file: string, values: FlagValues) => {
        const { folder } = await importModel(resolve(file), resolve(String(values['out'])));
        terminal.print(say('terminal.model', { folder }));
        return 0;
      }),
    );
}

async function write(folder: string, format: (typeof formats)[number], target: string): Promise<void> {
  if (format === 'model') return exportModel(folder, target);
  const { manifest, record } = await readContents(folder);
  const content = {
    csv: () => runCsv(record),
    json: () => JSON.stringify({ model: manifest, run: record }, undefined, 2),
    tensorboard: () => runEvents(record, Date.parse(manifest.createdAt)),
  };
  await writeOutput(target, content[format]());
}
