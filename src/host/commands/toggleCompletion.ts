/** Toggle Ghost Text: turns it on or off; when it is off, no model is kept in memory. */
import { readSetting, writeSetting } from '../settings';
import { remark } from '../notify';
import { message } from '../words';

export async function toggleCompletion(): Promise<void> {
  const off = readSetting('completion.trigger') === 'off';
  await writeSetting('completion.trigger', off ? 'automatic' : 'off');
  remark(message(off ? 'completion.on' : 'completion.off'));
}
