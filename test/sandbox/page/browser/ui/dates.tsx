import { useEffect, useId, useState } from 'react';
import { describedBy, Field, type FieldProps } from './inputs.tsx';

type Day = { year: number; month: number; date: number };
type Time = { hours: number; minutes: number };
const two = (number: number) => String(number).padStart(2, '0');

function DateInput(props: FieldProps & { value?: Day; onChange?: (value: Day) => void }) {
  const { name, value, onChange } = props;
  const id = useId();
  const given = value ? `${value.year}-${two(value.month + 1)}-${two(value.date)}` : '';
  const [shown, setShown] = useState(given);
  useEffect(() => setShown(given), [given]);
  return (
    <Field id={id} field={props}>
      <input
        id={id}
        name={name}
        type="date"
        value={shown}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => {
          setShown(event.target.value);
          const [year, month, date] = event.target.value.split('-').map(Number);
          if (year && month && date) onChange?.({ year, month: month - 1, date });
        }}
      />
    </Field>
  );
}

function TimeInput(props: FieldProps & { value?: Time; onChange?: (value: Time) => void }) {
  const { name, value, onChange } = props;
  const id = useId();
  const given = value ? `${two(value.hours)}:${two(value.minutes)}` : '';
  const [shown, setShown] = useState(given);
  useEffect(() => setShown(given), [given]);
  return (
    <Field id={id} field={props}>
      <input
        id={id}
        name={name}
        type="time"
        value={shown}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => {
          setShown(event.target.value);
          const [hours, minutes] = event.target.value.split(':').map(Number);
          if (hours !== undefined && minutes !== undefined) onChange?.({ hours, minutes });
        }}
      />
    </Field>
  );
}

export const dates = { DateInput, TimeInput };
