/** Arrange Models…: order, grouping and filter of the Models view. */
import * as vscode from 'vscode';
import { given, isBoolean, isOneOf, isText } from '../given';
import { orders, type Arrangement } from '../models/arrangement';
import type { ModelsTree } from '../models/tree';
import { itemOf, message, plain, type Line } from '../words';

interface Choice extends vscode.QuickPickItem {
  change?: Partial<Arrangement>;
}

/** @param argument a part of an arrangement in place of questions */
export async function arrangeModels(tree: ModelsTree, argument: unknown): Promise<void> {
  const change = givenBy(argument) ?? (await ask(tree.arrangement));
  if (change) await tree.arrange(change);
}

function givenBy(argument: unknown): Partial<Arrangement> | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const order = given(argument, 'order', isOneOf(orders));
  const byText = given(argument, 'byText', isBoolean);
  const filter = given(argument, 'filter', isText);
  return { ...(order && { order }), ...(byText !== undefined && { byText }), ...(filter !== undefined && { filter }) };
}

async function ask({ order, byText, filter }: Arrangement): Promise<Partial<Arrangement> | undefined> {
  const line = (is: boolean, change: Partial<Arrangement>, shown: Line): Choice => ({
    ...itemOf(is ? { ...shown, description: message('arrange.now') } : shown),
    change,
  });
  const heading = (title: 'arrange.order' | 'arrange.groups' | 'arrange.filter'): Choice => ({
    label: plain(message(title)),
    kind: vscode.QuickPickItemKind.Separator,
  });
  const filtering = itemOf({ label: message('arrange.filterBy') });
  const items: Choice[] = [
    heading('arrange.order'),
    ...orders.map(known => line(known === order, { order: known }, { label: message(`arrange.${known}`) })),
    heading('arrange.groups'),
    line(!byText, { byText: false }, { label: message('arrange.flat') }),
    line(byText, { byText: true }, { label: message('arrange.byText') }),
    heading('arrange.filter'),
    filtering,
    ...(filter === '' ? [] : [line(false, { filter: '' }, { label: message('arrange.showAll') })]),
  ];
  const picked = await vscode.window.showQuickPick(items, { placeHolder: plain(message('arrange.how')) });
  return picked === filtering ? askForFilter(filter) : picked?.change;
}

async function askForFilter(filter: string): Promise<Partial<Arrangement> | undefined> {
  const prompt = plain(message('arrange.filterPrompt'));
  const typed = await vscode.window.showInputBox({ prompt, value: filter });
  return typed === undefined ? undefined : { filter: typed.trim() };
}
