import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Runs } from '../../../../src/host/runs/runs';
import { textMessage } from '../../../../src/protocol/message';
import { apply, newRun, type Run } from '../../../../src/protocol/run';
import { result, started } from './run';

const runOf = (id: string): Run =>
  newRun({ id, name: id, description: textMessage('LSTM'), use: 'continue', epochs: 2 }, 0);
const endedRun = (id: string): Run => apply(apply(runOf(id), started), { kind: 'ended', result });

describe('the runs of the editor', () => {
  it('show nothing before there is one', () => {
    const runs = new Runs();
    assert.equal(runs.shown, undefined);
    assert.equal(runs.failedStart, undefined);
  });

  it('show the newest, from its first moment', () => {
    const runs = new Runs();
    const [first, second] = [endedRun('first'), runOf('second')];
    runs.add(first);
    runs.add(second);
    assert.equal(runs.shown, second);
    assert.equal(runs.get('first'), first);
  });

  it('have the new name of a model that was renamed', () => {
    const runs = new Runs();
    const [first, second] = [endedRun('first'), endedRun('second')];
    second.modelId = 'another';
    runs.add(first);
    runs.add(second);
    runs.rename(first.modelId!, 'My story');
    assert.deepEqual([first.name, second.name], ['My story', 'second']);
  });

  it('show the run before one that failed before it began, and know which that was', () => {
    const runs = new Runs();
    const [good, bad] = [endedRun('good'), runOf('bad')];
    runs.add(good);
    runs.add(bad);
    apply(bad, { kind: 'failed', message: textMessage('The text is empty.') });
    assert.equal(runs.shown, good);
    assert.equal(runs.failedStart, bad);
    const next = runOf('next');
    runs.add(next);
    assert.equal(runs.shown, next);
    assert.equal(runs.failedStart, undefined);
  });

  it('forget the starts that failed when the person has read of them, the earlier ones too', () => {
    const runs = new Runs();
    const good = endedRun('good');
    runs.add(good);
    for (const id of ['bad', 'worse']) {
      runs.add(runOf(id));
      apply(runs.get(id)!, { kind: 'failed', message: textMessage('The text is empty.') });
    }
    assert.equal(runs.failedStart?.id, 'worse');
    runs.forgetFailedStarts();
    assert.equal(runs.failedStart, undefined);
    assert.equal(runs.shown, good);
    runs.add(runOf('waiting'));
    runs.forgetFailedStarts();
    assert.equal(runs.shown.id, 'waiting', 'what may still begin is no failed start');
  });

  it('show a failed start where there is nothing else', () => {
    const runs = new Runs();
    const bad = apply(runOf('bad'), { kind: 'failed', message: textMessage('The text is empty.') });
    runs.add(bad);
    assert.equal(runs.shown, bad);
    assert.equal(runs.failedStart, undefined);
    const earlier = endedRun('earlier');
    runs.addEarlier(earlier);
    assert.equal(runs.shown, earlier);
    assert.equal(runs.failedStart, bad);
  });

  it('are bounded: the oldest is forgotten', () => {
    const runs = new Runs();
    for (let index = 0; index < 30; index++) runs.add(endedRun(String(index)));
    assert.equal(runs.get('9'), undefined);
    assert.equal(runs.get('10')?.id, '10');
    assert.equal(runs.shown?.id, '29');
  });
});
