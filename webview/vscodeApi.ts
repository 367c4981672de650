/** Typed access to the editor's webview API: messages to the host, and state that is kept when the page is closed. */
import type { FromPage } from '../src/protocol/page';
import { readView, type ChartView } from './chart/view';

interface VSCodeApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}
declare function acquireVsCodeApi(): VSCodeApi;

export interface PageState {
  chart: ChartView;
}

const api = acquireVsCodeApi();

export const post = (message: FromPage): void => api.postMessage(message);

export const saveState = (state: PageState): void => api.setState(state);

export function readState(): PageState {
  const state = api.getState();
  const saved = typeof state === 'object' && state !== null && 'chart' in state ? state.chart : undefined;
  return { chart: readView(saved) };
}
