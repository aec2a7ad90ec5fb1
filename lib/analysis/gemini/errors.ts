export type AnalystErrorClass = 'transient' | 'permanent' | 'blocked' | 'unusable';

/**
 * The AI gave no usable analysis. `transient`: trying again later may help; `permanent`: a setting must change first;
 * `blocked`: the model refuses this text; `unusable`: its answer to this text cannot be read. After the last two the rules
 * analyst speaks: the same question would bring the same and cost the same. The message holds no word of the mail.
 */
export class AnalystError extends Error {
  readonly class: AnalystErrorClass;
  readonly nextStep: string;
  /** Milliseconds after which trying again may help; unknown where left out. */
  readonly retryAfterMs?: number;

  constructor(
    errorClass: AnalystErrorClass,
    message: string,
    nextStep: string,
    options?: ErrorOptions & { retryAfterMs?: number },
  ) {
    super(`${message}. ${nextStep}`, options);
    this.name = 'AnalystError';
    this.class = errorClass;
    this.nextStep = nextStep;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

export const retryLater = 'The reply is analyzed again later; until then the rules analyst can speak';
export const speakByRules = 'The rules analyst speaks for this reply';
