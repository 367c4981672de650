/** How the next token is drawn, as flags of the command line. */
import { Option, type Command } from 'commander';
import { defaultSamplingOptions, type SamplingOptions } from '../options/sampling';
import { parseNumber, type FlagValues } from './settingRows';

const samplingFlags = [
  {
    flags: '--temperature <t>',
    description: 'below 1 is safer, above is bolder; 0 is greedy',
    key: 'temperature',
    from: 0,
    to: 10,
    whole: false,
  },
  {
    flags: '--top-k <k>',
    description: 'draw from the k likeliest tokens; 0 is all',
    key: 'topK',
    from: 0,
    to: Infinity,
    whole: true,
  },
  {
    flags: '--top-p <p>',
    description: 'draw from the likeliest tokens that make up p; 1 is all',
    key: 'topP',
    from: 0,
    to: 1,
    whole: false,
  },
  {
    flags: '--repetition-penalty <x>',
    description: 'makes recent tokens less likely; 1 is off',
    key: 'repetitionPenalty',
    from: 1,
    to: 100,
    whole: false,
  },
  {
    flags: '--seed <n>',
    description: 'the same seed gives the same text',
    key: 'seed',
    from: 0,
    to: 2 ** 32 - 1,
    whole: true,
  },
] as const;

export function withSampling(command: Command): Command {
  for (const { flags, description, key } of samplingFlags)
    command.addOption(
      new Option(flags, description).default(String(defaultSamplingOptions[key])).helpGroup('Sampling:'),
    );
  return command.addOption(new Option('--greedy', 'always take the likeliest token').helpGroup('Sampling:'));
}

/** @throws UnrollError 'bad-options' */
export function samplingFrom(values: FlagValues): SamplingOptions {
  const sampling = { ...defaultSamplingOptions };
  for (const { flags, key, from, to, whole } of samplingFlags) {
    const value = values[key];
    if (value !== undefined) sampling[key] = parseNumber(flags, value, from, to, whole);
  }
  return values['greedy'] === true ? { ...sampling, temperature: 0 } : sampling;
}
