export type AnalystErrorClass = 'transient' | 'permanent' | 'blocked';

/**
 * The AI gave no usable analysis. `transient`: trying again later may help; `permanent`: a setting must change first;
 * `blocked`: the model refuses this text, so the rules analyst speaks. The message holds no word of the mail.
 */
export class AnalystError extends Error {
  readonly class: AnalystErrorClass;
  readonly nextStep: string;

  constructor(errorClass: AnalystErrorClass, message: string, nextStep: string, options?: ErrorOptions) {
    super(`${message}. ${nextStep}`, options);
    this.name = 'AnalystError';
    this.class = errorClass;
    this.nextStep = nextStep;
  }
}

export const retryLater = 'The reply is analyzed again later; until then the rules analyst can speak';
export const speakByRules = 'The rules analyst speaks for this reply';
