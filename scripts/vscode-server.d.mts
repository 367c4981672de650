export interface VSCodeServer {
  origin: string;
  port: number;
  /** Its data folder: `data/User/settings.json` in it are the user's settings. */
  data: string;
  log(): string;
  stop(): Promise<void>;
}

export function ensureVSCode(): Promise<{ main: string } | { reason: string }>;
export function startVSCode(
  main: string,
  options?: { settings?: Record<string, unknown>; port?: number; installed?: string },
): Promise<VSCodeServer>;
export function workbenchAddress(
  server: Pick<VSCodeServer, 'origin' | 'port'>,
  what: { workspace: string; extension?: string; tests?: string; file?: string },
): string;
