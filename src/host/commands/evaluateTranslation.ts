/** Evaluate Translation Model…: holds the active translation model against the pairs of a text. */
import * as vscode from 'vscode';
import type { TranslationEvaluation } from '../../protocol/translation';
import type { Services } from '../services';
import { activeTranslator } from './activeTranslator';
import { pickPairs } from './pairSource';
import { pickText, textArguments } from './textSource';

export async function evaluateTranslation(
  services: Services,
  argument: unknown,
): Promise<TranslationEvaluation | undefined> {
  const model = await activeTranslator(services);
  if (!model) return undefined;
  const text = await pickText(textArguments(argument));
  const pairs = text && (await pickPairs(services.inference, text));
  if (!pairs) return undefined;
  const { name } = model.manifest;
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Evaluating "{0}" on {1}', name, text.source.name),
    cancellable: true,
  };
  const evaluation = await vscode.window.withProgress(progress, (_, token) =>
    services.inference.evaluateTranslation(
      {
        modelFolder: model.folder,
        source: text.source,
        ...(pairs.target ? { target: pairs.target } : {}),
        format: { ...pairs.columns, maxPairs: 0 },
        lastPairs: 0,
        beamSize: 1,
      },
      token,
    ),
  );
  const message = describeEvaluation(name, evaluation);
  services.log.info(message);
  void vscode.window.showInformationMessage(message);
  return evaluation;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function describeEvaluation(name: string, evaluation: TranslationEvaluation): string {
  const { pairs, loss, bookLoss, tokenAccuracy, exactMatch, corpusBleu, notesBleu } = evaluation;
  return vscode.l10n.t(
    '"{0}" on {1} pairs: BLEU {2} (by the notes {3}), {4} exactly right, {5} of the tokens right, loss {6} nats per token (by the book {7}).',
    name,
    pairs,
    corpusBleu.toFixed(1),
    notesBleu.toFixed(3),
    percent(exactMatch),
    percent(tokenAccuracy),
    loss.toFixed(3),
    bookLoss.toFixed(3),
  );
}
