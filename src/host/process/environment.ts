/**
 * The environment variables of a background process. The editor's Electron executable behaves as Node only with
 * ELECTRON_RUN_AS_NODE; Node itself ignores that variable. Variables of the debugger and the editor are removed.
 * @param tfjsNodeFolder the node_modules folder in which tfjs-node is installed; '' beside the extension
 */
export function workerEnvironment(environment: NodeJS.ProcessEnv, tfjsNodeFolder = ''): NodeJS.ProcessEnv {
  const foreign = (name: string): boolean => name === 'NODE_OPTIONS' || /^(ELECTRON|VSCODE)_/.test(name);
  const kept = Object.entries(environment).filter(([name]) => !foreign(name));
  const installed = tfjsNodeFolder === '' ? {} : { UNROLL_TFJS_NODE: tfjsNodeFolder };
  return { ...Object.fromEntries(kept), ...installed, ELECTRON_RUN_AS_NODE: '1' };
}
