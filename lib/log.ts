import { type Logger, pino } from 'pino';
import { logLevel } from './env';
import { safeFields, safeText } from './log-fields';

type Fields = Readonly<Record<string, unknown>>;

let logger: Logger | undefined;

// made on first use: pages are collected at build time, when no configuration exists
const write = (level: 'debug' | 'info' | 'warn' | 'error', event: string, fields: Fields): void => {
  logger ??= pino({ level: logLevel(), base: null, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime });
  logger[level](safeFields(fields), safeText(event));
};

/**
 * One JSON line for each event on standard output: `log.info('application-created', { connectionId, requestId })`.
 * `event` is a fixed kebab-case name. Fields go through {@link safeFields}: secrets are dropped, tokens are masked. The keys
 * `code` and `state` are OAuth secrets and are dropped: write `errorCode` and `connectionState`. An Error goes under `error`.
 */
export const log = {
  debug: (event: string, fields: Fields = {}): void => write('debug', event, fields),
  info: (event: string, fields: Fields = {}): void => write('info', event, fields),
  warn: (event: string, fields: Fields = {}): void => write('warn', event, fields),
  error: (event: string, fields: Fields = {}): void => write('error', event, fields),
};
