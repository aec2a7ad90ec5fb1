import { useId } from 'react';
import { api, type ContactView } from '../api.ts';

/** The contact's properties. A person may change the outreach status here as in HubSpot, and the app hears of it. */
export function Properties({ contact, onChanged }: { contact: ContactView; onChanged: () => void }) {
  return contact.groups.map((group) => (
    <section key={group.name} className="panel">
      <h2>{group.label}</h2>
      <dl className="properties">
        {group.properties.map((property) => (
          <div key={property.name} data-property={property.name}>
            <dt id={`label-${property.name}`}>{property.label}</dt>
            <dd>
              {property.name === 'reply_outreach_status' && property.options ? (
                <StatusProperty hubspotId={contact.id} property={property} onChanged={onChanged} />
              ) : (
                property.shown || <span className="quiet">–</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

type Property = ContactView['groups'][number]['properties'][number];

function StatusProperty({
  hubspotId,
  property,
  onChanged,
}: {
  hubspotId: string;
  property: Property;
  onChanged: () => void;
}) {
  const id = useId();
  return (
    <select
      id={id}
      aria-labelledby={`label-${property.name}`}
      value={property.value}
      onChange={async (event) => {
        await api.setProperty(hubspotId, property.name, event.target.value);
        onChanged();
      }}
    >
      <option value="">–</option>
      {property.options?.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
