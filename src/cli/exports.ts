/** `unroll export` and `import`: the curves of a run for a spreadsheet, a program or TensorBoard; a model as one file and back. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import { runCsv } from '../exports/csv';
import { runEvents } from '../exports/tensorboard';
import { writeOutput } from '../store/output';
import { importModel } from '../kinds/implementations';
import { exportModel } from '../store/archive';
import { readContents } from '../store/manifest';
import { examples, modelsFlag, type SharedFlags } from './flags';
import { findModel } from './home';
import type { FlagValues } from './optionFlags';
import { say, type Terminal } from './terminal';

const formats = ['csv', 'json', 'tensorboard', 'model'] as const;

export function addExportCommand(
  { command, folderOption }: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  command('export', say('help.export'))
    .argument('<model>', say('help.argument.model'))
    .addOption(new Option('--format <kind>', say('help.export.format')).choices(formats).default('csv'))
    .addOption(new Option('-o, --output <file>', say('help.export.output')).makeOptionMandatory())
    .addOption(folderOption(modelsFlag, say('help.modelsFolder')))
    .addHelpText(
      'after',
      examples(
        'unroll export notes -o notes.csv',
        'unroll export notes --format json -o run.json',
        'unroll export notes --format model -o notes.unroll',
      ),
    )
    .action(async (model: string, values: FlagValues) => {
      const folder = await findModel(model, String(values['models']));
      const target = resolve(String(values['output']));
      const format = formats.find(known => known === values['format']) ?? 'csv';
      if (format === 'model') {
        await exportModel(folder, target);
        terminal.print(say('export.done', { name: target }));
        finished(0);
        return;
      }
      const { manifest, record } = await readContents(folder);
      const content = {
        csv: () => runCsv(record),
        json: () => JSON.stringify({ model: manifest, run: record }, undefined, 2),
        tensorboard: () => runEvents(record, Date.parse(manifest.createdAt)),
      };
      await writeOutput(target, content[format]());
      terminal.print(say('export.done', { name: target }));
      finished(0);
    });

  command('import', say('help.import'))
    .argument('<file>', say('help.import.file'))
    .addOption(folderOption('--out <folder>', say('help.modelsFolder')))
    .addHelpText('after', examples('unroll import notes.unroll'))
    .action(async (file: string, values: FlagValues) => {
      const { folder } = await importModel(resolve(file), resolve(String(values['out'])));
      terminal.print(say('terminal.model', { folder }));
      finished(0);
    });
}
