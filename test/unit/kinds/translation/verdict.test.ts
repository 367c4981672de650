import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdictOn } from '../../../../src/kinds/translation/verdict';
import { said, saidInTerminal } from '../../said';

// `unroll train-translation samples/dates.tsv --tokens word`: perplexity 11.0 held out, nothing translated.
const losses = {
  trainLoss: Math.log(9.5),
  validationLoss: Math.log(11),
  firstValidationLoss: Math.log(60),
  guessingLoss: Math.log(1500),
};
const quality = { tokenAccuracy: 0.5, bleu: 0, exactMatch: 0.004 };

describe('the verdict on translations', () => {
  it('is never good where nothing is translated, however low the loss', () => {
    const text = said(verdictOn({ ...losses, unknownShare: 0.6 }, quality, 'word'));
    assert.match(text, /60% of the held-out tokens are unknown.*next to nothing/);
    assert.doesNotMatch(text, /Good/);
  });

  it('is good where sentences are right, by BLEU or word for word', () => {
    assert.match(said(verdictOn(losses, { ...quality, bleu: 45 }, 'word')), /Good/);
    assert.match(said(verdictOn(losses, { ...quality, exactMatch: 0.97 }, 'word')), /97%.*Good/);
    assert.match(said(verdictOn(losses, { ...quality, bleu: 20 }, 'word')), /gist at best/);
  });

  it('advises to read characters where words were read, and to train longer once', () => {
    const hardly = { ...losses, trainLoss: Math.log(11), firstValidationLoss: Math.log(11.5) };
    assert.match(saidInTerminal(verdictOn(losses, quality, 'word')), /let it read characters \(--tokens char\)/);
    const ofCharacters = said(verdictOn(hardly, quality, 'char'));
    assert.match(ofCharacters, /next to nothing\. Train longer, or on more pairs\.$/);
  });

  it('says also what it learned by heart', () => {
    assert.match(said(verdictOn({ ...losses, trainLoss: 0.1 }, { ...quality, bleu: 45 }, 'word')), /Good.*by heart/);
  });

  it('judges by the losses where nothing was translated or held out', () => {
    assert.doesNotMatch(said(verdictOn(losses, undefined, 'word')), /Good/);
    assert.match(said(verdictOn({ trainLoss: 1 }, { ...quality, bleu: 90 }, 'word')), /^Nothing was held out/);
    assert.match(said(verdictOn({ trainLoss: 1, heldOut: true }, undefined, 'word')), /^It ended before .* Resume it/);
  });
});
