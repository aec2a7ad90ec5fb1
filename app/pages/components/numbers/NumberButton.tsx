import { Button, Tooltip } from '@hubspot/ui-extensions';
import { usePage } from '../../page.tsx';
import type { FigureName } from './figures.ts';

type Props = { name: FigureName; told: string; onOpen: () => void };

/** A number with what it counts, in the words of docs/use.md; a click opens the messages behind it. */
export function NumberButton({ name, told, onOpen }: Props) {
  const { report } = usePage().words;
  return (
    <Button
      variant="transparent"
      size="small"
      onClick={onOpen}
      overlay={<Tooltip placement="right">{report.means[name]}</Tooltip>}
    >
      {told}
    </Button>
  );
}
