/** Train Classifier on This File: finds labels and texts, says what was found, and trains. */
import * as vscode from 'vscode';
import { defaultLabelOptions } from '../../options/labels';
import { together, withGiven, type Given } from '../../options/read';
import type { FoundLabels } from '../../protocol/labels';
import type { Message } from '../../protocol/message';
import type { TrainingResult } from '../../protocol/metrics';
import { withLateProgress } from '../lateProgress';
import { givenOptions } from '../pickers/givenOptions';
import { pickText, textArguments } from '../pickers/textSource';
import { startTraining } from '../runs/startTraining';
import type { Services } from '../services';
import { readLabelSettings } from '../settings';
import { label, message, plain } from '../words';

/** @param argument `{ text, name, options }` in place of an open editor and of questions, or the file or folder of a menu */
export async function trainClassifier(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  if (!text) return undefined;
  const chosen =
    givenOptions('labels', argument) ??
    (await ask(await withLateProgress(message('phase.reading'), () => services.inference.inspectLabels(text.source))));
  if (!chosen) return undefined;
  const given = together('labels', readLabelSettings(text.scope), chosen);
  const options = withGiven('labels', defaultLabelOptions, given);
  return startTraining(services, { text, choice: { kind: 'labels', options } });
}

interface Choice extends vscode.QuickPickItem {
  options: Given<'labels'>;
}

async function ask(found: FoundLabels): Promise<Given<'labels'> | undefined> {
  const choices = {
    words: {},
    characters: { text: { tokenisation: 'char', minFrequency: 1 } },
    attention: { network: { pooling: 'attention' } },
  } satisfies Record<string, Given<'labels'>>;
  const items = (['words', 'characters', 'attention'] as const).map((name): Choice => ({
    label: label(message(`pick.labels.${name}`)),
    detail: label(message(`pick.labels.${name}.detail`)),
    options: choices[name],
  }));
  const title = plain(message('pick.labels.title'));
  const placeHolder = plain(describe(found));
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.options;
}

/** Labels that are named. */
const mostNamed = 4;

function describe({ columns, texts, different, labels }: FoundLabels): Message {
  const named = labels.slice(0, mostNamed).map(of => message('labels.count', of));
  const figures = { texts, different, labels: different > named.length ? [...named, message('labels.more')] : named };
  return columns ? message('labels.foundColumns', { ...columns, ...figures }) : message('labels.found', figures);
}
