// SQLSTATE, PostgreSQL documentation, appendix A.
const SENTENCES: Record<string, string> = {
  '28P01': 'The database of DATABASE_URL refuses the password. Correct it, then start again.',
  '28000': 'The database of DATABASE_URL refuses this user. Correct it, then start again.',
  '3D000': 'The database that DATABASE_URL names is not there. Create it, or correct the name, then start again.',
  '42501':
    'The user of DATABASE_URL may not make tables. Let it own the database: alter database NAME owner to USER. Then start again.',
};

/** What is wrong with the database and what to do, for an operator; null for what no setting mends. */
export function databaseProblem(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SENTENCES[code] ?? null;
}
