import { AsyncLocalStorage } from 'node:async_hooks';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

interface PageAnswer {
  status: number | null;
}

/** Survives the framework's several copies of a module. */
const shared = globalThis as typeof globalThis & { defenderConnectPageAnswers?: AsyncLocalStorage<PageAnswer> };
const answers = () => {
  shared.defenderConnectPageAnswers ??= new AsyncLocalStorage();
  return shared.defenderConnectPageAnswers;
};

/** Seconds after which to ask again, for programs that look at pages. */
const retryAfterSeconds = '5';

/** Lets the page that is being made be answered with 503: it says that it could not be made now, and no cache or monitor may take it for one. */
export function answerUnavailable(): void {
  const answer = answers().getStore();
  if (answer) answer.status = 503;
}

const patched = Symbol.for('defender-connect.page-status');

/** The framework gives pages no way to choose their status: it is put in where the answer is written. Does it once per process. */
export function letPagesChooseStatus(): void {
  const prototype = Server.prototype as Server & { [patched]?: true };
  if (prototype[patched]) return;
  prototype[patched] = true;
  const { emit } = prototype;
  prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    if (event !== 'request') return Reflect.apply(emit, this, [event, ...args]);
    const [, response] = args as [IncomingMessage, ServerResponse];
    const answer: PageAnswer = { status: null };
    const { writeHead } = response;
    response.writeHead = (status: number, ...rest: unknown[]): ServerResponse => {
      if (answer.status === null || status !== 200) return Reflect.apply(writeHead, response, [status, ...rest]);
      response.setHeader('retry-after', retryAfterSeconds);
      return Reflect.apply(writeHead, response, [answer.status, ...rest]);
    };
    return answers().run(answer, () => Reflect.apply(emit, this, [event, ...args]));
  };
}
