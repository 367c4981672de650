import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../../src/text/measures/verdict';

describe('the verdict', () => {
  it('is good when unseen text is predicted nearly as well', () => {
    const verdict = judge({ trainLoss: 1.4, validationLoss: 1.5, firstValidationLoss: 2.9, baselineLoss: 1.55 });
    assert.equal(verdict.kind, 'good');
    assert.match(verdict.text, /^Good/);
  });

  it("is memorised for the notes' own run", () => {
    // GRU of 256 after 500 epochs on 10 000 characters: train perplexity 1.03, held-out at its best 7.26; counting 6.84.
    const losses = { trainLoss: Math.log(1.03), validationLoss: Math.log(7.26) };
    const verdict = judge({ ...losses, firstValidationLoss: Math.log(12), baselineLoss: Math.log(6.84) });
    assert.equal(verdict.kind, 'memorised');
    assert.match(verdict.text, /^Memorised.*has not beaten counting yet/);
  });

  it('is underfitted when the held-out loss has hardly moved', () => {
    const verdict = judge({ trainLoss: 2.8, validationLoss: 2.8, firstValidationLoss: 2.9, baselineLoss: 1.5 });
    assert.equal(verdict.kind, 'underfitted');
    assert.match(verdict.text, /has not beaten counting yet/);
  });

  it('is not underfitted when most was learned before the first measurement of a long text', () => {
    // LSTM of 128 on tiny-shakespeare, four epochs of a million characters.
    const late = { trainLoss: 1.52, firstValidationLoss: 1.87, baselineLoss: 1.669 };
    assert.equal(judge({ ...late, validationLoss: 1.687 }).kind, 'worse-than-counting');
    assert.equal(judge({ ...late, firstValidationLoss: 1.6, validationLoss: 1.5 }).kind, 'good');
  });

  it('says when counting is as good', () => {
    const verdict = judge({ trainLoss: 1.7, validationLoss: 1.8, firstValidationLoss: 2.9, baselineLoss: 1.7 });
    assert.equal(verdict.kind, 'worse-than-counting');
    assert.match(verdict.text, /has not beaten counting yet/);
  });

  it('cannot be given without held-out text', () => {
    assert.equal(judge({ trainLoss: 0.1 }).kind, 'unjudged');
    assert.equal(judge({ trainLoss: 0.1, validationLoss: NaN }).kind, 'unjudged');
  });
});
