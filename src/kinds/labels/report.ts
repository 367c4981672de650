/** How well a classifier labels texts that it has not read. */
import type { LabelReport } from '../../protocol/labels';
import { classificationFigures, likeliest } from '../../text/measures/classification';
import type { Pause } from '../../training/pause';
import { voiceOrder, type Classifier } from './classifier';
import type { LabelledSet } from './statistics';

const mostWrong = 100;
/** Characters of a text that are shown. */
const mostShown = 200;

export async function reportOn(
  classifier: Classifier,
  { texts, labels }: LabelledSet,
  pause: Pause,
): Promise<LabelReport> {
  const classes = classifier.labels.length;
  const voices = await classifier.voices(texts, pause);
  const all = classifier.together(voices, texts.length);
  const { classes: ofClasses, ...figures } = classificationFigures(all, labels, classes);
  const wrong = texts.flatMap((text, n) => {
    const p = all.subarray(n * classes, (n + 1) * classes);
    const guess = likeliest(p);
    return guess === labels[n] ? [] : [{ text, guess, label: labels[n]!, probability: p[guess]! }];
  });
  return {
    ...figures,
    classes: ofClasses.map((of, c) => ({ ...of, label: classifier.labels[c]! })),
    voices: voiceOrder.map((name, j) => {
      const { accuracy, loss } = classificationFigures(voices[j]!.map(Math.exp), labels, classes);
      return { name, accuracy, loss, trust: classifier.trust[j]! };
    }),
    wrong: wrong
      .sort((a, b) => b.probability - a.probability)
      .slice(0, mostWrong)
      .map(({ text, guess, label, probability }) => ({
        text: text.length > mostShown ? `${text.slice(0, mostShown - 1)}…` : text,
        label: classifier.labels[label]!,
        prediction: classifier.labels[guess]!,
        probability,
      })),
  };
}
