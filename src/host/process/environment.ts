/**
 * The variables a background process is started with. In the editor's own Electron the executable is only a Node when
 * ELECTRON_RUN_AS_NODE says so; a Node pays it no heed. Debugger and editor variables are not the process' business.
 * @param tfjsNodeFolder the node_modules folder in which tfjs-node is installed; '' beside the extension
 */
export function workerEnvironment(environment: NodeJS.ProcessEnv, tfjsNodeFolder = ''): NodeJS.ProcessEnv {
  const foreign = (name: string): boolean => name === 'NODE_OPTIONS' || /^(ELECTRON|VSCODE)_/.test(name);
  const kept = Object.entries(environment).filter(([name]) => !foreign(name));
  const installed = tfjsNodeFolder === '' ? {} : { UNROLL_TFJS_NODE: tfjsNodeFolder };
  return { ...Object.fromEntries(kept), ...installed, ELECTRON_RUN_AS_NODE: '1' };
}
