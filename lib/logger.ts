import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { currentTrace } from './trace.ts';

/** Fields that could hold somebody's words or secrets never reach the log. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    mixin: () => ({ trace: currentTrace() }),
    redact: [
      'text',
      'body',
      'html',
      'subject',
      'address',
      'email',
      'token',
      '*.text',
      '*.body',
      '*.html',
      '*.subject',
      '*.address',
      '*.email',
      '*.token',
      '*.headers',
      '*.secret',
    ],
  };
  return destination ? pino(options, destination) : pino(options);
}
