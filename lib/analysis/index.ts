export { checkEvidence } from './evidence.ts';
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
