import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdictOf } from '../../../../src/kinds/verdict';
import { judge, type RunLosses } from '../../../../src/text/measures/verdict';
import { said } from '../../said';

const textOf = (losses: RunLosses): string => said(verdictOf(losses));

describe('the verdict', () => {
  it('is good when unseen text is predicted nearly as well', () => {
    const all = { trainLoss: 1.4, validationLoss: 1.5, firstValidationLoss: 2.9, baselineLoss: 1.55 };
    const verdict = judge(all);
    assert.equal(verdict.kind, 'good');
    assert.match(textOf(all), /^Good/);
  });

  it("is memorised for the notes' own run", () => {
    // GRU of 256 after 500 epochs on 10 000 characters: train perplexity 1.03, held-out at its best 7.26; counting 6.84.
    const losses = { trainLoss: Math.log(1.03), validationLoss: Math.log(7.26) };
    const all = { ...losses, firstValidationLoss: Math.log(12), baselineLoss: Math.log(6.84) };
    const verdict = judge(all);
    assert.equal(verdict.kind, 'memorised');
    assert.match(textOf(all), /by heart.*has not beaten counting yet/);
  });

  it('is not memorised where both losses are next to nothing', () => {
    // Dates, most of which are translated right though never seen, and later on nearly all.
    const early = { trainLoss: 0.033, validationLoss: 0.068, firstValidationLoss: 0.38 };
    const late = { trainLoss: 0.0004, validationLoss: 0.003, firstValidationLoss: 0.38 };
    for (const losses of [early, late]) assert.equal(judge(losses).kind, 'level');
    assert.equal(judge({ ...late, validationLoss: 0.2 }).kind, 'memorised');
  });

  it('is underfitted when the held-out loss has hardly moved', () => {
    const all = { trainLoss: 2.8, validationLoss: 2.8, firstValidationLoss: 2.9, baselineLoss: 1.5 };
    const verdict = judge(all);
    assert.equal(verdict.kind, 'underfitted');
    assert.match(textOf(all), /has not beaten counting yet/);
  });

  it('is not underfitted when the training text was learned and nothing else', () => {
    // Dates beside unrelated numbers, as sentence pairs: what is held out cannot be known.
    const losses = { trainLoss: Math.log(5.48), validationLoss: Math.log(15.9), firstValidationLoss: Math.log(17) };
    assert.equal(judge(losses).kind, 'gap');
  });

  it('is not underfitted when most was learned before the first measurement of a long text', () => {
    // LSTM of 128 on tiny-shakespeare, four epochs of a million characters.
    const late = { trainLoss: 1.52, firstValidationLoss: 1.87, baselineLoss: 1.669 };
    assert.equal(judge({ ...late, validationLoss: 1.687 }).kind, 'worse-than-counting');
    assert.equal(judge({ ...late, firstValidationLoss: 1.6, validationLoss: 1.5 }).kind, 'good');
  });

  it('says when counting is as good', () => {
    const all = { trainLoss: 1.7, validationLoss: 1.8, firstValidationLoss: 2.9, baselineLoss: 1.7 };
    const verdict = judge(all);
    assert.equal(verdict.kind, 'worse-than-counting');
    assert.match(textOf(all), /has not beaten counting yet/);
  });

  it('is never good at 2.6 times the perplexity of the training text', () => {
    // A text whose end is in another language: training perplexity 10, held-out 25.
    const losses = { trainLoss: Math.log(10), validationLoss: Math.log(25), firstValidationLoss: Math.log(60) };
    const all = { ...losses, baselineLoss: Math.log(30) };
    const verdict = judge(all);
    assert.equal(verdict.kind, 'gap');
    assert.ok(Math.abs(verdict.ratio! - 2.5) < 1e-9);
    assert.match(textOf(all), /much worse.*unlike the rest/);
    assert.match(textOf({ ...losses, baselineLoss: Math.log(20) }), /has not beaten counting yet/);
  });

  it('is never good where guessing does as well', () => {
    const losses = { trainLoss: 4.4, validationLoss: 4.6, firstValidationLoss: 6, guessingLoss: Math.log(90) };
    assert.equal(judge(losses).kind, 'worse-than-guessing');
    assert.equal(judge({ ...losses, guessingLoss: Math.log(10_000), baselineLoss: 4.7 }).kind, 'good');
  });

  it('says first that figures cannot be compared where most words are unknown', () => {
    const losses = { trainLoss: 0.4, validationLoss: 0.45, firstValidationLoss: 1, baselineLoss: 0.5 };
    assert.match(textOf({ ...losses, unknownShare: 0.8 }), /^80% of the held-out tokens are unknown/);
    assert.doesNotMatch(textOf({ ...losses, unknownShare: 0.8 }), /Good|better/);
    assert.match(textOf({ ...losses, unknownShare: 0.1 }), /^Good/);
  });

  it('is not good where nothing says whether that is worth anything', () => {
    const losses = { trainLoss: 1.4, validationLoss: 1.5, firstValidationLoss: 2.9 };
    assert.equal(judge(losses).kind, 'level');
    assert.doesNotMatch(textOf(losses), /Good/);
  });

  it('cannot be given without held-out text', () => {
    assert.equal(judge({ trainLoss: 0.1 }).kind, 'unjudged');
    assert.equal(judge({ trainLoss: 0.1, validationLoss: NaN }).kind, 'unjudged');
  });
});
