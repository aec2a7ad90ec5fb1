import { createContext, useContext } from 'react';

/** A context that every component below its provider may take for granted. */
export function createRequiredContext<Value>(provider: string) {
  const Context = createContext<Value | null>(null);
  return {
    Provider: Context.Provider,
    useValue(): Value {
      const value = useContext(Context);
      if (value === null) throw new Error(`${provider} is missing above this component.`);
      return value;
    },
  };
}
