import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

/**
 * What is typed shows at once; the card's own value comes back later, one per keystroke. An echo of something typed is
 * skipped, any other value is the card's word (a reset, say).
 */
function useTyped(value: string | undefined): [string, (typed: string) => void] {
  const [shown, setShown] = useState(value ?? '');
  const echoes = useRef<string[]>([]);
  useEffect(() => {
    const echo = echoes.current.indexOf(value ?? '');
    if (echo >= 0) echoes.current.splice(0, echo + 1);
    else setShown(value ?? '');
  }, [value]);
  const type = (typed: string) => {
    echoes.current.push(typed);
    setShown(typed);
  };
  return [shown, type];
}

export type FieldProps = {
  label: string;
  name?: string;
  description?: string;
  required?: boolean;
  readOnly?: boolean;
  error?: boolean;
  validationMessage?: string;
};

export function Field({ id, field, children }: { id: string; field: FieldProps; children: ReactNode }) {
  const { label, description, required, error, validationMessage } = field;
  return (
    <div className={error ? 'hs-field hs-invalid' : 'hs-field'}>
      <label htmlFor={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {children}
      {description && (
        <div id={`${id}-hint`} className="hs-microcopy">
          {description}
        </div>
      )}
      {validationMessage && (
        <div id={`${id}-problem`} className="hs-problem">
          {validationMessage}
        </div>
      )}
    </div>
  );
}

export function describedBy(id: string, { description, validationMessage }: FieldProps): string | undefined {
  const ids = [description && `${id}-hint`, validationMessage && `${id}-problem`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

type TextProps = FieldProps & {
  value?: string;
  placeholder?: string;
  maxLength?: number;
  rows?: number;
  onInput?: (value: string) => void;
  onChange?: (value: string) => void;
};

const textField = (kind: 'text' | 'search' | 'textarea') =>
  function TextField(props: TextProps) {
    const { name, value, placeholder, maxLength, rows, required, readOnly, error, onInput, onChange } = props;
    const id = useId();
    const [shown, type] = useTyped(value);
    const common = {
      id,
      name,
      placeholder,
      maxLength,
      readOnly,
      value: shown,
      'aria-required': required,
      'aria-invalid': error || undefined,
      'aria-describedby': describedBy(id, props),
      onChange: (event: { target: { value: string } }) => {
        type(event.target.value);
        onInput?.(event.target.value);
      },
      onBlur: () => onChange?.(shown),
    };
    return (
      <Field id={id} field={props}>
        {kind === 'textarea' ? <textarea {...common} rows={rows ?? 4} /> : <input {...common} type={kind} />}
      </Field>
    );
  };

type NumberProps = FieldProps & { value?: number; min?: number; max?: number; onChange?: (value: number) => void };

/** Like HubSpot's, it speaks when it is left. */
function NumberInput(props: NumberProps) {
  const { name, value, min, max, readOnly, onChange } = props;
  const id = useId();
  const [shown, setShown] = useState(String(value ?? ''));
  useEffect(() => setShown(String(value ?? '')), [value]);
  return (
    <Field id={id} field={props}>
      <input
        id={id}
        name={name}
        type="number"
        min={min}
        max={max}
        readOnly={readOnly}
        value={shown}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => setShown(event.target.value)}
        onBlur={() => {
          const number = Number(shown);
          if (shown !== '' && number !== value) onChange?.(number);
        }}
      />
    </Field>
  );
}

export const inputs = {
  Input: textField('text'),
  SearchInput: textField('search'),
  TextArea: textField('textarea'),
  NumberInput,
};
