export { checkEvidence } from './evidence.ts';
export { createRulesAnalyst } from './rules/analyst.ts';
export type {
  Analysis,
  AnalysisFlag,
  AnalysisInput,
  Analyst,
  AnalystResult,
  HistoryMessage,
  OutputLanguage,
} from './schema.ts';
export { analysisSchema } from './schema.ts';
