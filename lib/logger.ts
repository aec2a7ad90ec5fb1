import pino, { type Logger } from 'pino';

/** Fields that could hold somebody's words or secrets never reach the log. */
export function createLogger(level: string): Logger {
  return pino({
    level,
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
  });
}
