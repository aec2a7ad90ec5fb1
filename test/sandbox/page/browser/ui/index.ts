import type { ComponentMapping } from '@remote-ui/react/host';
import { buttons } from './buttons.tsx';
import { choices } from './choices.tsx';
import { data } from './data.tsx';
import { dates } from './dates.tsx';
import { inputs } from './inputs.tsx';
import { layout } from './layout.tsx';
import { overlays } from './overlay.tsx';
import { states } from './states.tsx';
import { text } from './text.tsx';

/** HTML that stands in for HubSpot's own components: those that the product uses. */
export const components: ComponentMapping = {
  ...buttons,
  ...choices,
  ...data,
  ...dates,
  ...inputs,
  ...layout,
  ...overlays,
  ...states,
  ...text,
};
