import type { NumberSource, Whose } from '../../../../cards/dto/numbers.ts';

export type { NumberSource, Whose };
export const NUMBER_SOURCES = ['composer', 'workflow', 'address', 'logged'] as const satisfies NumberSource[];
