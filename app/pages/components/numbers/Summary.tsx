import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { NumbersView } from '../../../../cards/dto/numbers.ts';
import { usePage } from '../../page.tsx';
import { changed, FIGURES, told } from './figures.ts';
import { NumberButton } from './NumberButton.tsx';
import type { Behind } from './NumberListing.tsx';

/** Each number of the period beside the one before; a click opens what stands behind it. */
export function Summary({ view, onOpen }: { view: NumbersView; onOpen: (behind: Behind) => void }) {
  const { words, dates } = usePage();
  const { report } = words;
  const how = { words: report, locale: words.shared.locale };
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader>{report.number}</TableHeader>
          <TableHeader>{report.now}</TableHeader>
          <TableHeader>{report.before(dates.named(view.beforeFrom), dates.named(view.beforeTo))}</TableHeader>
          <TableHeader>{report.change}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {FIGURES.map(({ name, value, form, list }) => (
          <TableRow key={name}>
            <TableCell>{report.names[name]}</TableCell>
            <TableCell>
              <NumberButton
                name={name}
                told={told(value(view.now), form, how)}
                onOpen={() => onOpen({ title: report.names[name], number: list })}
              />
            </TableCell>
            <TableCell>{told(value(view.before), form, how)}</TableCell>
            <TableCell>{changed(value(view.now), value(view.before), form, how) ?? '–'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
