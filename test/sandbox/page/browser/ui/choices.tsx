import { type ReactNode, useEffect, useId, useState } from 'react';
import { describedBy, Field, type FieldProps } from './inputs.tsx';

type Value = string | number | boolean;
type Option = { label: string; value: Value };

/** Shows a choice at once; the card's word follows and counts. */
function useChosen<T>(value: T): [T, (chosen: T) => void] {
  const [shown, setShown] = useState(value);
  const given = JSON.stringify(value);
  useEffect(() => setShown(JSON.parse(given ?? 'null')), [given]);
  return [shown, setShown];
}

function Select(props: FieldProps & { value?: Value; options: Option[]; onChange?: (value: Value) => void }) {
  const { name, value, options, readOnly, onChange } = props;
  const id = useId();
  const [chosen, choose] = useChosen(value);
  return (
    <Field id={id} field={props}>
      <select
        id={id}
        name={name}
        disabled={readOnly}
        value={String(chosen ?? '')}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => {
          const option = options.find((each) => String(each.value) === event.target.value);
          if (!option) return;
          choose(option.value);
          onChange?.(option.value);
        }}
      >
        {options.map((option) => (
          <option key={String(option.value)} value={String(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

type MultiProps = FieldProps & { value?: Value[]; options: Option[]; onChange?: (value: Value[]) => void };

function MultiSelect({ label, name, description, value = [], options, readOnly, onChange }: MultiProps) {
  const [chosen, choose] = useChosen(value);
  const toggle = (option: Value) => {
    const next = chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option];
    choose(next);
    onChange?.(next);
  };
  return (
    <fieldset className="hs-field">
      <legend>{label}</legend>
      {options.map((option) => (
        <Tick
          key={String(option.value)}
          type="checkbox"
          name={name}
          checked={chosen.includes(option.value)}
          disabled={readOnly}
          onToggle={() => toggle(option.value)}
        >
          {option.label}
        </Tick>
      ))}
      {description && <div className="hs-microcopy">{description}</div>}
    </fieldset>
  );
}

type TickProps = {
  type: 'checkbox' | 'radio';
  name?: string;
  checked: boolean;
  disabled?: boolean;
  role?: string;
  onToggle: () => void;
  children?: ReactNode;
  label?: string;
};

function Tick({ type, name, checked, disabled, role, label, onToggle, children }: TickProps) {
  return (
    <label className={role === 'switch' ? 'hs-tick hs-toggle' : 'hs-tick'}>
      <input
        type={type}
        role={role}
        name={name}
        aria-label={label}
        checked={checked}
        disabled={disabled}
        onChange={onToggle}
      />
      <span>{children}</span>
    </label>
  );
}

type CheckboxProps = {
  name?: string;
  checked?: boolean;
  readOnly?: boolean;
  value?: string;
  onChange?: (checked: boolean, value: string) => void;
  children?: ReactNode;
  'aria-label'?: string;
};

function Checkbox(props: CheckboxProps) {
  const { name, checked = false, readOnly, value = '', onChange, children, 'aria-label': label } = props;
  const [shown, show] = useChosen(checked);
  const toggle = () => {
    show(!shown);
    onChange?.(!shown, value);
  };
  return (
    <Tick type="checkbox" name={name} checked={shown} disabled={readOnly} label={label} onToggle={toggle}>
      {children}
    </Tick>
  );
}

type ToggleProps = Omit<CheckboxProps, 'onChange'> & { label: string; onChange?: (checked: boolean) => void };

function Toggle({ label, name, checked = false, readOnly, onChange }: ToggleProps) {
  const [shown, show] = useChosen(checked);
  const toggle = () => {
    show(!shown);
    onChange?.(!shown);
  };
  return (
    <Tick type="checkbox" role="switch" name={name} checked={shown} disabled={readOnly} onToggle={toggle}>
      {label}
    </Tick>
  );
}

type GroupProps = FieldProps & {
  value?: string;
  options: { label: string; value: string }[];
  onChange?: (value: string) => void;
};

/** Radio buttons: the only kind that the product uses. */
function ToggleGroup({ label, name, value, options, onChange }: GroupProps) {
  const [chosen, choose] = useChosen(value);
  return (
    <fieldset className="hs-field hs-inline">
      <legend>{label}</legend>
      {options.map((option) => (
        <Tick
          key={option.value}
          type="radio"
          name={name}
          checked={chosen === option.value}
          onToggle={() => {
            choose(option.value);
            onChange?.(option.value);
          }}
        >
          {option.label}
        </Tick>
      ))}
    </fieldset>
  );
}

export const choices = { Select, MultiSelect, Checkbox, Toggle, ToggleGroup };
