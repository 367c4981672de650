import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { weightsAt } from '../../../../src/kinds/series/judge';
import { verdictOn } from '../../../../src/kinds/series/verdict';
import type { SeriesReport } from '../../../../src/protocol/forecast';
import { seriesReport } from '../../../e2e/page/runs';
import { said } from '../../said';

/** One step ahead a straight line answers, which is far off 64 steps ahead; the last value errs 2.3 there. */
const report = (far: number): SeriesReport => {
  const figures = { mae: 1, rmse: 1, mase: 0.7, coverage: 0.8 };
  return {
    ...seriesReport(),
    methods: [
      { ...figures, name: 'naive', mae: 1.2, mase: 0.8, ahead: [0.8, 2.1, 2.9, 2.3], trust: [0, 0, 0, 0] },
      { ...figures, name: 'drift', ahead: [0.7, 2.4, 3, 13.4], trust: [1, 0, 0, 0] },
      { ...figures, name: 'network', mase: 0.9, ahead: [0.9, 2, 2.6, far], trust: [0, 1, 1, 1] },
    ],
    winner: 'drift',
    answers: [0.7, 2, 2.6, far].map(mase => ({ mase, within: 0.8 })),
  };
};

describe('the verdict on a forecast', () => {
  it('judges far steps by who answers there', () => {
    assert.match(said(verdictOn(report(1.8))), /Far ahead it drifts: MASE 1\.80? 64 steps ahead against 0\.70/);
    assert.match(
      said(verdictOn(report(2.5))),
      /Far ahead it is useless: MASE 2\.50? 64 steps ahead, repeating the last value 2\.30/,
    );
    assert.doesNotMatch(said(verdictOn(report(1))), /Far ahead/);
  });

  it('says why another one does not answer that is better on the values kept aside', () => {
    const network = { ...report(1), winner: 'network' } as const;
    assert.match(
      said(verdictOn(network)),
      /\(Straight line\) 0\.700\. Who answers was settled on the values before those/,
    );
    assert.doesNotMatch(said(verdictOn(report(1))), /settled/);
  });

  it('tells a mixture of plain methods from one that the network takes part in', () => {
    const joined = (network: number): SeriesReport => {
      const methods = report(1).methods.map(of => ({ ...of, trust: [of.name === 'network' ? network : 0.5, 0, 0, 0] }));
      return {
        ...report(1),
        methods: [...methods, { ...methods[1]!, name: 'together', trust: [] }],
        winner: 'together',
      };
    };
    assert.match(
      said(verdictOn(joined(0))),
      /Statistics answer \(Mixture\): the network 0\.900, the best plain method/,
    );
    assert.doesNotMatch(said(verdictOn(joined(0))), /takes part/);
    assert.match(said(verdictOn(joined(0.3))), /A mixture answers: the network alone 0\.900, the best plain method/);
  });

  it('says where the network takes part although statistics answer one step ahead', () => {
    assert.match(
      said(verdictOn(report(1))),
      /Statistics answer \(Straight line\).* Further ahead, 4, 16, and 64 steps, the network takes part\./,
    );
    const network = { ...report(1), winner: 'network' } as const;
    assert.doesNotMatch(said(verdictOn(network)), /takes part/);
  });

  it('believes by steps between those that were judged in shares between', () => {
    const trust = [
      [1, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ].map(weights => Float64Array.from(weights));
    assert.deepEqual(weightsAt(trust, 1), trust[0]);
    // Half way from 1 to 4 steps in factors.
    assert.deepEqual([...weightsAt(trust, 2)], [0.5, 0.5]);
    assert.deepEqual(weightsAt(trust, 4), trust[1]);
    assert.deepEqual([...weightsAt(trust, 32)], [0.5, 0.5]);
    assert.deepEqual(weightsAt(trust, 64), trust[3]);
    assert.deepEqual(weightsAt(trust, 1000), trust[3]);
  });
});
