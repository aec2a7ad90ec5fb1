export { asksForAnswer } from './asks-for-answer.ts';
export type { Drafter, DraftInput } from './draft.ts';
export { checkEvidence } from './evidence.ts';
export { createGeminiAnalyst } from './gemini/analyst.ts';
export { createGeminiDrafter } from './gemini/drafter.ts';
export { AnalystError, type AnalystErrorClass } from './gemini/errors.ts';
export { probeGemini } from './gemini/probe.ts';
export { findLater, workingDayFrom } from './later.ts';
export { optOutItems } from './opt-out.ts';
export { type PortalWords, portalWords } from './portal-words.ts';
export { createRulesAnalyst } from './rules/analyst.ts';
export { detectLanguage, type ReplyLanguage } from './rules/language.ts';
export { createRestraintInThreads, createRulesInThreads } from './rules-in-threads.ts';
export type {
  Analysis,
  AnalysisInput,
  Analyst,
  AnalystResult,
} from './schema.ts';
export { analysisSchema } from './schema.ts';
