const CLIENT_ERRORS = new Set([
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * True where the database, not what was asked of it, is the trouble, and the same statement may succeed later: SQLSTATE
 * classes 08 (connection), 40 (rollback, a deadlock included), 53 (resources), 57 (shutdown, a time limit), 55P03 (a lock
 * that was not given in time), 25006 (a standby that is not in charge yet), and the client's own connection errors.
 * PostgreSQL documentation, appendix A.
 */
export function isPassingError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const code = String(error.code);
  return (
    /^((08|40|53|57)[0-9A-Z]{3}|55P03|25006)$/.test(code) || code.startsWith('CONNECTION_') || CLIENT_ERRORS.has(code)
  );
}
