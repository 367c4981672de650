import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { detectPairs } from '../../../../src/text/pairs/pairDetection';

describe('the detection of pairs', () => {
  it('finds the Tatoeba form', () => {
    assert.deepEqual(detectPairs('Go.\tVa !\tCC-BY\nRun!\tCours !\tCC-BY\n'), {
      format: 'tsv',
      sourceColumn: 0,
      targetColumn: 1,
      header: false,
      example: { source: 'Go.', target: 'Va !' },
    });
  });

  it('finds two columns of words beside numbers, and the row that names them', () => {
    const found = detectPairs('id,english,french\n1,"Go on, please.",Continue\n2,Run!,Cours\n');
    assert.deepEqual(found, {
      format: 'csv',
      sourceColumn: 1,
      targetColumn: 2,
      header: true,
      example: { source: 'Go on, please.', target: 'Continue' },
    });
    assert.equal(detectPairs('source,target\na b,c d\n')?.header, true);
    assert.equal(detectPairs('go on,va\nrun,cours\n')?.header, false);
  });

  it('finds none in prose, in numbers, or in nothing', () => {
    assert.equal(detectPairs(''), undefined);
    assert.equal(detectPairs('It was a dark night.\nThe rain fell, and fell, and fell.\nSilence.\n'), undefined);
    assert.equal(detectPairs('1,2\n3,4\n5,6\n'), undefined);
  });
});
