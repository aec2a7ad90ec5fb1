import { Button, LoadingButton, PanelFooter } from '@hubspot/ui-extensions';
import { useCard } from '../card.tsx';

type Props = { panelId: string; label: string; busy: boolean; onSubmit: () => void };

/** What ends a panel: its deed, and the way back. */
export function PanelActions({ panelId, label, busy, onSubmit }: Props) {
  const { words, close } = useCard();
  return (
    <PanelFooter>
      <LoadingButton loading={busy} variant="primary" onClick={onSubmit}>
        {label}
      </LoadingButton>
      <Button variant="secondary" onClick={() => close(panelId)}>
        {words.shared.cancel}
      </Button>
    </PanelFooter>
  );
}
