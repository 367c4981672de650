/** The command line of `npm run reproduce`, which the programs that it starts read again. */
import { readArguments } from '../../scripts/commandLine.mjs';

export const reproduceUsage = `Usage: npm run reproduce -- [--seeds 1,2,3] [--rows lstm,gru]
       npm run reproduce -- --race [--texts timemachine] [--seconds 60,300] [--seeds 1,2] [--candidates preset,before,pytorch]`;

export const reproduceArguments = () =>
  readArguments(reproduceUsage, { options: { rows: { type: 'string' }, seeds: { type: 'string' } } }).values;
