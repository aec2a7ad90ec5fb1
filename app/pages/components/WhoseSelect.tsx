import { Select } from '@hubspot/ui-extensions';
import type { Whose } from '../../../cards/dto/numbers.ts';
import { usePage } from '../page.tsx';

/** Whose part of the lists. The choice is remembered for the next visit; where that fails, it holds for this one. */
export function WhoseSelect({ whose, onWhose }: { whose: Whose; onWhose: (whose: Whose) => void }) {
  const { api, words } = usePage();
  const options = (['mine', 'team', 'everyone'] as const).map((value) => ({ label: words.report[value], value }));
  return (
    <Select
      name="waiting-whose"
      label={words.waiting.whose}
      value={whose}
      options={options}
      onChange={(value) => {
        onWhose(value as Whose);
        void api.post('/home/whose', { key: crypto.randomUUID(), whose: value });
      }}
    />
  );
}
