export interface PrivateServer {
  readonly url: string;
  readonly reused: boolean;
  stop(): Promise<void>;
}

export function start(dir: string, options?: { volatile?: boolean }): Promise<PrivateServer>;
